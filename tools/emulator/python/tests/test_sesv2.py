from __future__ import annotations

from typing import Any

import pytest

from conftest import Client

TOPIC = "arn:aws:sns:eu-central-1:123456789012:bounces"


def test_a_configuration_set_answers_its_options_as_written(aws: Client, name: str) -> None:
    ses = aws("sesv2")
    ses.create_configuration_set(
        ConfigurationSetName=name,
        DeliveryOptions={"TlsPolicy": "REQUIRE"},
        ReputationOptions={"ReputationMetricsEnabled": True},
        SendingOptions={"SendingEnabled": True},
        Tags=[{"Key": "Owner", "Value": "platform"}],
    )
    ses.put_configuration_set_sending_options(ConfigurationSetName=name, SendingEnabled=False)
    shown = ses.get_configuration_set(ConfigurationSetName=name)
    assert shown["SendingOptions"] == {"SendingEnabled": False}
    assert shown["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    assert shown["ReputationOptions"]["ReputationMetricsEnabled"] is True
    assert shown["Tags"] == [{"Key": "Owner", "Value": "platform"}]
    arn = f"arn:aws:ses:eu-central-1:123456789012:configuration-set/{name}"
    assert ses.list_tags_for_resource(ResourceArn=arn)["Tags"] == shown["Tags"]


def test_a_configuration_set_sends_events_to_its_destinations(aws: Client, name: str) -> None:
    ses = aws("sesv2")
    ses.create_configuration_set(ConfigurationSetName=name)
    destination: dict[str, Any] = {
        "Enabled": True,
        "MatchingEventTypes": ["BOUNCE"],
        "SnsDestination": {"TopicArn": TOPIC},
    }
    key = {"ConfigurationSetName": name, "EventDestinationName": "bounces"}
    ses.create_configuration_set_event_destination(**key, EventDestination=destination)
    more = {**destination, "MatchingEventTypes": ["BOUNCE", "COMPLAINT"]}
    ses.update_configuration_set_event_destination(**key, EventDestination=more)
    shown = ses.get_configuration_set_event_destinations(ConfigurationSetName=name)["EventDestinations"]
    assert shown == [{"Name": "bounces", **more}]

    ses.delete_configuration_set_event_destination(**key)
    assert ses.get_configuration_set_event_destinations(ConfigurationSetName=name)["EventDestinations"] == []
    with pytest.raises(ses.exceptions.NotFoundException):
        ses.delete_configuration_set_event_destination(**key)


def test_a_domain_has_three_dkim_tokens_that_stay(aws: Client, name: str) -> None:
    ses, domain = aws("sesv2"), f"{name}.example.test"
    made = ses.create_email_identity(
        EmailIdentity=domain,
        DkimSigningAttributes={"NextSigningKeyLength": "RSA_2048_BIT"},
        Tags=[{"Key": "Owner", "Value": "platform"}],
    )
    shown = ses.get_email_identity(EmailIdentity=domain)
    assert len(set(shown["DkimAttributes"]["Tokens"])) == 3
    assert shown["DkimAttributes"] == made["DkimAttributes"]
    assert shown["DkimAttributes"]["NextSigningKeyLength"] == "RSA_2048_BIT"
    assert (shown["VerificationStatus"], shown["VerifiedForSendingStatus"]) == ("PENDING", False)
    arn = f"arn:aws:ses:eu-central-1:123456789012:identity/{domain}"
    assert ses.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "Owner", "Value": "platform"}]


def test_a_domain_has_a_mail_from_domain(aws: Client, name: str) -> None:
    ses, domain = aws("sesv2"), f"{name}.example.test"
    ses.create_email_identity(EmailIdentity=domain)
    ses.put_email_identity_mail_from_attributes(
        EmailIdentity=domain, MailFromDomain=f"bounce.{domain}", BehaviorOnMxFailure="REJECT_MESSAGE"
    )
    assert ses.get_email_identity(EmailIdentity=domain)["MailFromAttributes"] == {
        "MailFromDomain": f"bounce.{domain}",
        "MailFromDomainStatus": "PENDING",
        "BehaviorOnMxFailure": "REJECT_MESSAGE",
    }


def test_feedback_can_be_turned_off(aws: Client, name: str) -> None:
    ses, domain = aws("sesv2"), f"{name}.example.test"
    ses.create_email_identity(EmailIdentity=domain)
    assert ses.get_email_identity(EmailIdentity=domain)["FeedbackForwardingStatus"] is True
    ses.put_email_identity_feedback_attributes(EmailIdentity=domain, EmailForwardingEnabled=False)
    assert ses.get_email_identity(EmailIdentity=domain)["FeedbackForwardingStatus"] is False


def test_an_account_suppresses_what_it_is_told_to(aws: Client) -> None:
    ses = aws("sesv2", "eu-west-3")
    assert ses.get_account()["SuppressionAttributes"] == {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]}
    ses.put_account_suppression_attributes(SuppressedReasons=["COMPLAINT"])
    assert ses.get_account()["SuppressionAttributes"] == {"SuppressedReasons": ["COMPLAINT"]}


def test_options_of_the_deliverability_manager_are_named_in_their_body(aws: Client, name: str) -> None:
    ses = aws("sesv2")
    ses.create_configuration_set(ConfigurationSetName=name)
    options = {"DashboardOptions": {"EngagementMetrics": "ENABLED"}}
    ses.put_configuration_set_vdm_options(ConfigurationSetName=name, VdmOptions=options)
    assert ses.get_configuration_set(ConfigurationSetName=name)["VdmOptions"] == options


def test_keys_change_under_the_former_path_too(aws: Client, name: str) -> None:
    ses = aws("sesv2")
    ses.create_email_identity(EmailIdentity=f"{name}.test")

    def former(request: Any, **_: Any) -> None:
        request.url = request.url.replace("/v2/email/", "/v1/email/")

    ses.meta.events.register("before-sign.sesv2.PutEmailIdentityDkimSigningAttributes", former)
    ses.put_email_identity_dkim_signing_attributes(
        EmailIdentity=f"{name}.test",
        SigningAttributesOrigin="AWS_SES",
        SigningAttributes={"NextSigningKeyLength": "RSA_1024_BIT"},
    )
    shown = ses.get_email_identity(EmailIdentity=f"{name}.test")["DkimAttributes"]
    assert shown["NextSigningKeyLength"] == "RSA_1024_BIT"
