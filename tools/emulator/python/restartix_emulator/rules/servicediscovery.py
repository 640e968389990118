"""Names of services within the VPC."""

from __future__ import annotations

from typing import Any

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/cloud-map/latest/api"


def _namespace_in_use(call: Call) -> str | None:
    name, vpc = call.params["Name"], call.params.get("Vpc")
    for each in call.backend().namespaces.values():
        if each.name == name and getattr(each, "vpc", None) == vpc:
            return f"A private DNS namespace named {name} exists in the VPC {vpc}."
    return None


def _namespace(given: str | None, dns: dict[str, Any] | None) -> str | None:
    """Clients may still name it in the DNS configuration."""
    return given or (dns or {}).get("NamespaceId")


def _service_in_use(call: Call) -> str | None:
    namespace = _namespace(call.params.get("NamespaceId"), call.params.get("DnsConfig"))
    for each in call.backend().services.values():
        own = _namespace(each.namespace_id, each.dns_config)
        if (own, each.name.lower()) == (namespace, call.params["Name"].lower()):
            return f"Service already exists with the same name: {each.name}"
    return None


def _services_left(call: Call) -> str | None:
    services = call.backend().services.values()
    if any(_namespace(each.namespace_id, each.dns_config) == call.params["Id"] for each in services):
        return "The namespace has associated services and cannot be deleted."
    return None


RULES = (
    Rule(
        "servicediscovery.namespace-in-use",
        "CreatePrivateDnsNamespace",
        "NamespaceAlreadyExists",
        f"{_API}/API_CreatePrivateDnsNamespace.html",
        _namespace_in_use,
    ),
    Rule(
        "servicediscovery.service-in-use",
        "CreateService",
        "ServiceAlreadyExists",
        f"{_API}/API_CreateService.html",
        _service_in_use,
    ),
    Rule(
        "servicediscovery.services-left",
        "DeleteNamespace",
        "ResourceInUse",
        f"{_API}/API_DeleteNamespace.html",
        _services_left,
    ),
)
