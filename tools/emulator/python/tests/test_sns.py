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
