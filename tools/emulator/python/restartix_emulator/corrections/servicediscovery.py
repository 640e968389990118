"""A VPC has private DNS namespaces of any number, each of another name; moto allows one.

https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html
"""

from __future__ import annotations

from typing import Any

from moto.servicediscovery import models


def apply() -> None:
    backend = models.ServiceDiscoveryBackend
    create = backend.create_private_dns_namespace

    def create_private_dns_namespace(self: Any, name: str, *, vpc: str, **given: Any) -> str:
        place = f"{name} in {vpc}"
        operation = create(self, name=name, vpc=place, **given)
        for namespace in self.namespaces.values():
            if namespace.vpc == place:
                namespace.vpc = vpc
        return operation

    backend.create_private_dns_namespace = create_private_dns_namespace
