from __future__ import annotations

import pytest

from conftest import Client

TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts"


def test_a_slack_channel_is_made_changed_and_deleted(aws: Client, name: str) -> None:
    chatbot = aws("chatbot", "us-west-2")
    made = chatbot.create_slack_channel_configuration(
        ConfigurationName=name,
        IamRoleArn="arn:aws:iam::123456789012:role/chatbot",
        SlackChannelId="C07EZ1ABC23",
        SlackTeamId="T07EA123LEP",
        SnsTopicArns=[TOPIC],
        Tags=[{"TagKey": "Owner", "TagValue": "platform"}],
    )["ChannelConfiguration"]
    arn = made["ChatConfigurationArn"]
    assert arn == f"arn:aws:chatbot::123456789012:chat-configuration/slack-channel/{name}"
    assert made["LoggingLevel"] == "NONE"

    chatbot.update_slack_channel_configuration(
        ChatConfigurationArn=arn, SlackChannelId="C07EZ1ABC23", LoggingLevel="ERROR"
    )
    [shown] = chatbot.describe_slack_channel_configurations(ChatConfigurationArn=arn)["SlackChannelConfigurations"]
    assert (shown["LoggingLevel"], shown["SnsTopicArns"]) == ("ERROR", [TOPIC])
    assert chatbot.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"TagKey": "Owner", "TagValue": "platform"}]

    chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
    shown = chatbot.describe_slack_channel_configurations(ChatConfigurationArn=arn)
    assert shown["SlackChannelConfigurations"] == []
    with pytest.raises(chatbot.exceptions.ClientError, match="not found"):
        chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
