"""What parliament and cloudsplaining say of IAM policies: a JSON list on standard input, a JSON list of findings out."""

import json
import sys

from cloudsplaining.scan.policy_document import PolicyDocument
from parliament import analyze_policy_string


def findings(policy):
    for found in analyze_policy_string(json.dumps(policy)).findings:
        yield "parliament", found.issue, str(found.detail)
    document = PolicyDocument(policy)
    risks = {
        "PrivilegeEscalation": [found["type"] for found in document.allows_privilege_escalation],
        "DataExfiltration": document.allows_data_exfiltration_actions,
        "ResourceExposure": document.permissions_management_without_constraints,
        "CredentialsExposure": document.credentials_exposure,
        "ServiceWildcard": document.service_wildcard,
        "InfrastructureModification": document.infrastructure_modification,
    }
    for issue, details in risks.items():
        for detail in details:
            yield "cloudsplaining", issue, detail


json.dump(
    [
        {"role": each["role"], "tool": tool, "issue": issue, "detail": detail}
        for each in json.load(sys.stdin)
        for tool, issue, detail in findings(each["policy"])
    ],
    sys.stdout,
)
