"""What IAM would decide a call by: who calls, which action, on which resources, under which condition keys."""
