from __future__ import annotations

from conftest import Client

ROLE = "arn:aws:iam::123456789012:role/delivery"


def test_a_topic_shows_the_attributes_that_were_set(aws: Client, name: str) -> None:
    sns = aws("sns")
    arn = sns.create_topic(Name=name, Attributes={"TracingConfig": "Active", "SignatureVersion": "2"})["TopicArn"]
    sns.set_topic_attributes(TopicArn=arn, AttributeName="HTTPFailureFeedbackRoleArn", AttributeValue=ROLE)
    sns.set_topic_attributes(TopicArn=arn, AttributeName="SQSSuccessFeedbackSampleRate", AttributeValue="50")
    shown = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    assert (shown["TracingConfig"], shown["SignatureVersion"]) == ("Active", "2")
    assert (shown["HTTPFailureFeedbackRoleArn"], shown["SQSSuccessFeedbackSampleRate"]) == (ROLE, "50")
    assert "LambdaFailureFeedbackRoleArn" not in shown


def test_a_subscription_by_mail_is_pending_until_it_is_confirmed(aws: Client, name: str) -> None:
    sns = aws("sns")
    topic = sns.create_topic(Name=name)["TopicArn"]
    made = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com", ReturnSubscriptionArn=True)["SubscriptionArn"]
    queue = "arn:aws:sqs:eu-central-1:123456789012:a"
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)

    def listed() -> dict[str, str]:
        found = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        return {each["Endpoint"]: each["SubscriptionArn"] for each in found}

    def pending() -> str:
        return str(sns.get_subscription_attributes(SubscriptionArn=made)["Attributes"]["PendingConfirmation"])

    assert (listed()["a@example.com"], pending()) == ("PendingConfirmation", "true")
    assert listed()[queue].startswith(topic)
    sns.confirm_subscription(TopicArn=topic, Token="any")
    assert (listed()["a@example.com"], pending()) == (made, "false")
