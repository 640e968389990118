from __future__ import annotations

from conftest import Client


def test_a_certificate_has_the_key_it_was_asked_for(aws: Client) -> None:
    acm = aws("acm")
    arn = acm.request_certificate(DomainName="a.test", ValidationMethod="DNS", KeyAlgorithm="EC_prime256v1")
    described = acm.describe_certificate(CertificateArn=arn["CertificateArn"])["Certificate"]
    assert described["KeyAlgorithm"] == "EC_prime256v1"


def test_options_of_a_certificate_change(aws: Client) -> None:
    acm = aws("acm")
    arn = acm.request_certificate(DomainName="a.test", ValidationMethod="DNS")["CertificateArn"]
    options = {"CertificateTransparencyLoggingPreference": "DISABLED"}
    acm.update_certificate_options(CertificateArn=arn, Options=options)
    shown = acm.describe_certificate(CertificateArn=arn)["Certificate"]["Options"]
    assert shown["CertificateTransparencyLoggingPreference"] == "DISABLED"
