"""Mutual TLS: trust stores, which moto does not have, and what a listener asks of clients, which it does not keep.
Priorities of rules, which AWS compares in the new order and moto in the old one.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTrustStore.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html
"""

from __future__ import annotations

import secrets
from typing import Any

from moto import backends
from moto.core.responses import ActionResult, EmptyResult
from moto.elbv2 import models, responses
from moto.elbv2.exceptions import ELBClientError, PriorityInUseError, RuleNotFoundError

# By backend, which is a region's, and by ARN.
trust_stores: dict[Any, dict[str, dict[str, Any]]] = {}

_BEGIN = b"-----BEGIN CERTIFICATE-----"


def apply() -> None:
    response = responses.ELBV2Response
    for name in ("create_listener", "modify_listener"):
        setattr(response, name, _keeps_authentication(getattr(response, name)))
    handlers = (create_trust_store, describe_trust_stores, modify_trust_store, delete_trust_store, describe_trust_store_associations)
    for handler in handlers:
        setattr(response, handler.__name__, handler)
    resource = models.ELBv2Backend._get_resource_by_arn

    def _get_resource_by_arn(self: Any, arn: str) -> Any:
        return _known(self, arn) if ":truststore/" in arn else resource(self, arn)

    models.ELBv2Backend._get_resource_by_arn = _get_resource_by_arn
    models.ELBv2Backend.set_rule_priorities = set_rule_priorities


def set_rule_priorities(self: Any, rule_priorities: list[dict[str, Any]]) -> list[Any]:
    wanted = {each["RuleArn"]: int(each["Priority"]) for each in rule_priorities}
    listeners = [listener for balancer in self.load_balancers.values() for listener in balancer.listeners.values()]
    touched = [listener for listener in listeners if wanted.keys() & listener.rules.keys()]
    rules = {arn: rule for listener in touched for arn, rule in listener.rules.items()}
    if wanted.keys() - rules.keys():
        raise RuleNotFoundError()
    for listener in touched:
        order = [str(wanted.get(arn, rule.priority)) for arn, rule in listener.rules.items()]
        if len(set(order)) < len(order):
            raise PriorityInUseError()
    for arn, priority in wanted.items():
        rules[arn].priority = priority
    return [rules[arn] for arn in wanted]


def all_trust_stores() -> list[str]:
    return [arn for stores in trust_stores.values() for arn in stores]


def create_trust_store(self: Any) -> ActionResult:
    backend, name = self.elbv2_backend, self._get_param("Name")
    stores = trust_stores.setdefault(backend, {})
    if any(each["Name"] == name for each in stores.values()):
        raise ELBClientError("DuplicateTrustStoreName", f"A trust store with the name '{name}' already exists")
    owner = f"{backend.region_name}:{backend.account_id}"
    arn = f"arn:aws:elasticloadbalancing:{owner}:truststore/{name}/{secrets.token_hex(8)}"
    stores[arn] = {
        "Name": name,
        "TrustStoreArn": arn,
        "Status": "ACTIVE",
        "NumberOfCaCertificates": _certificates(self),
        "TotalRevokedEntries": 0,
    }
    backend.tagging_service.tag_resource(arn, self._get_param("Tags", []))
    return ActionResult({"TrustStores": [stores[arn]]})


def describe_trust_stores(self: Any) -> ActionResult:
    arns, names = self._get_param("TrustStoreArns", []), self._get_param("Names", [])
    if arns:
        return ActionResult({"TrustStores": [_known(self.elbv2_backend, arn) for arn in arns]})
    stores = trust_stores.get(self.elbv2_backend, {}).values()
    return ActionResult({"TrustStores": [each for each in stores if not names or each["Name"] in names]})


def modify_trust_store(self: Any) -> ActionResult:
    store = _known(self.elbv2_backend, self._get_param("TrustStoreArn"))
    store["NumberOfCaCertificates"] = _certificates(self)
    return ActionResult({"TrustStores": [store]})


def delete_trust_store(self: Any) -> EmptyResult:
    backend, arn = self.elbv2_backend, self._get_param("TrustStoreArn")
    _known(backend, arn)
    if _balancers_with(backend, arn):
        raise ELBClientError("TrustStoreInUse", f"Trust store '{arn}' is currently in use by a listener")
    del trust_stores[backend][arn]
    return EmptyResult()


def describe_trust_store_associations(self: Any) -> ActionResult:
    backend, arn = self.elbv2_backend, self._get_param("TrustStoreArn")
    _known(backend, arn)
    return ActionResult({"TrustStoreAssociations": [{"ResourceArn": each} for each in _balancers_with(backend, arn)]})


def _balancers_with(backend: Any, trust_store: str) -> list[str]:
    return [
        balancer.arn
        for balancer in backend.load_balancers.values()
        for listener in balancer.listeners.values()
        if (getattr(listener, "mutual_authentication", None) or {}).get("TrustStoreArn") == trust_store
    ]


def _known(backend: Any, arn: str) -> dict[str, Any]:
    store = trust_stores.get(backend, {}).get(arn)
    if store is None:
        raise ELBClientError("TrustStoreNotFound", f"Trust store '{arn}' not found")
    return store


def _certificates(self: Any) -> int:
    """How many the object has, which must be there."""
    bucket, key = self._get_param("CaCertificatesBundleS3Bucket"), self._get_param("CaCertificatesBundleS3Key")
    kept = backends.get_backend("s3")[self.elbv2_backend.account_id]["aws"].buckets.get(bucket)
    found = kept.keys.get(key) if kept else None
    if found is None:
        raise ELBClientError("CaCertificatesBundleNotFound", f"The bundle s3://{bucket}/{key} does not exist")
    count = bytes(found.value).count(_BEGIN)
    if count == 0:
        raise ELBClientError("InvalidCaCertificatesBundle", "The bundle holds no PEM certificate")
    return count


def _keeps_authentication(call: Any) -> Any:
    def with_authentication(self: Any) -> Any:
        asked = self._get_param("MutualAuthentication")
        if asked and asked.get("TrustStoreArn"):
            _known(self.elbv2_backend, asked["TrustStoreArn"])
        answer = call(self)
        for listener in answer.result["Listeners"]:
            if asked:
                in_use = {"TrustStoreAssociationStatus": "active"} if asked.get("TrustStoreArn") else {}
                listener.mutual_authentication = {**asked, **in_use}
        return answer

    return with_authentication
