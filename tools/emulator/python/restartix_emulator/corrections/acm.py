"""AWS makes a certificate with the key it is asked for, and changes its options; moto makes each with RSA_2048.

https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateCertificateOptions.html
"""

from __future__ import annotations

from typing import Any

from moto.acm import models, responses
from moto.core.responses import EmptyResult


def apply() -> None:
    response, bundle = responses.AWSCertificateManagerResponse, models.CertBundle
    request, describe = response.request_certificate, bundle.describe

    def request_certificate(self: Any) -> Any:
        answer = request(self)
        made = self.acm_backend.get_certificate(answer.result["CertificateArn"])
        made.key_algorithm = self._get_param("KeyAlgorithm")
        return answer

    def described(self: Any) -> dict[str, Any]:
        answer = describe(self)
        asked = getattr(self, "key_algorithm", None)
        if asked:
            answer["Certificate"]["KeyAlgorithm"] = asked
        return answer

    def update_certificate_options(self: Any) -> EmptyResult:
        certificate = self.acm_backend.get_certificate(self._get_param("CertificateArn"))
        certificate.cert_options = {**certificate.cert_options, **self._get_param("Options")}
        return EmptyResult()

    response.request_certificate = request_certificate
    response.update_certificate_options = update_certificate_options
    bundle.describe = described
