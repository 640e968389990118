"""AWS has its managed policies, such as AmazonSSMManagedInstanceCore, and changes what it is told and no more.

https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
"""

from __future__ import annotations

import os
from typing import Any

from moto.core.responses import EmptyResult
from moto.iam import models, responses


def apply() -> None:
    # moto has them only when asked to.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    _roles()
    _client_ids()


def _roles() -> None:
    """moto forgets the description when the duration changes, and the other way round."""

    def update_role(self: Any) -> EmptyResult:
        role = self.backend.get_role(self._get_param("RoleName"))
        for key, name in (("Description", "description"), ("MaxSessionDuration", "max_session_duration")):
            if self._get_param(key) is not None:
                setattr(role, name, self._get_param(key))
        return EmptyResult()

    responses.IamResponse.update_role = update_role


def _client_ids() -> None:
    """moto keeps those that a provider is made with."""

    def add_client_id_to_open_id_connect_provider(self: Any) -> EmptyResult:
        provider, new = _provider(self), self._get_param("ClientID")
        provider.client_id_list = [*(each for each in provider.client_id_list if each != new), new]
        return EmptyResult()

    def remove_client_id_from_open_id_connect_provider(self: Any) -> EmptyResult:
        provider, gone = _provider(self), self._get_param("ClientID")
        provider.client_id_list = [each for each in provider.client_id_list if each != gone]
        return EmptyResult()

    for operation in (add_client_id_to_open_id_connect_provider, remove_client_id_from_open_id_connect_provider):
        setattr(responses.IamResponse, operation.__name__, operation)


def _provider(self: Any) -> models.OpenIDConnectProvider:
    return self.backend.get_open_id_connect_provider(self._get_param("OpenIDConnectProviderArn"))
