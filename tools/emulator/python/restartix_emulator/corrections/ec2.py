"""AWS describes every rule of a security group, and keeps a launch template's own tags apart from those it gives.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models import launch_templates, managed_prefixes, security_groups
from moto.ec2.responses import vpcs

_ALL_PROTOCOLS = "-1"


def apply() -> None:
    _rule_descriptions()
    _rule_changes()
    _launch_template_tags()
    _prefix_lists()


def _rule_descriptions() -> None:
    """moto shows the description of a rule for addresses alone, not for one of a group or a prefix list."""
    rule = security_groups.SecurityGroupRule
    make = rule.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        prefix_list = kwargs.get("prefix_list_id") or (args[7] if len(args) > 7 else None) or {}
        sources = (self.ip_range, self.source_group, prefix_list)
        self.text = next((source["Description"] for source in sources if source.get("Description")), None)

    rule.__init__ = __init__
    rule.description = property(lambda self: self.text)


def _rule_changes() -> None:
    """A rule for all protocols has no ports to name, and a description changes whatever the rule is about."""
    backend = security_groups.SecurityGroupBackend
    modify = backend.modify_security_group_rules

    def modify_security_group_rules(self: Any, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
        for asked in rules.values():
            if asked.get("IpProtocol") == _ALL_PROTOCOLS:
                asked.update(FromPort=asked.get("FromPort") or -1, ToPort=asked.get("ToPort") or -1)
        modify(self, group_id, rules)
        group = self.get_security_group_by_name_or_id(group_id)
        for rule_id, asked in rules.items():
            rule = group.get_rule(rule_id)
            rule.text = asked.get("Description")
            if rule.ip_protocol == _ALL_PROTOCOLS:
                rule.from_port = rule.to_port = None
            if asked.get("CidrIpv6"):
                rule.ip_range["CidrIpv6"] = asked["CidrIpv6"]
            if not any(key.startswith("Cidr") for key in rule.ip_range):
                rule.ip_range.pop("Description", None)

    backend.modify_security_group_rules = modify_security_group_rules


def _launch_template_tags() -> None:
    """moto adds a template's own tags to those of its instances, and never shows later ones."""
    template = launch_templates.LaunchTemplate
    template.tags = property(lambda self: self.get_tags(), lambda self, _: None)
    create_version = launch_templates.LaunchTemplate.create_version

    def create_version_without_own_tags(self: Any, data: dict[str, Any], description: str) -> Any:
        given = data.get("TagSpecifications") or []
        kept = [each for each in given if each["ResourceType"] != "launch-template"]
        data = {key: value for key, value in data.items() if key != "TagSpecifications"}
        return create_version(self, {**data, "TagSpecifications": kept} if kept else data, description)

    launch_templates.LaunchTemplate.create_version = create_version_without_own_tags


def _prefix_lists() -> None:
    """An address that is added again gets its new description; the name stays when only the size changes."""
    backend, response = managed_prefixes.ManagedPrefixListBackend, vpcs.VPCs
    modify, respond = backend.modify_managed_prefix_list, response.modify_managed_prefix_list

    def modify_managed_prefix_list(
        self: Any, add_entry: list[dict[str, str]], remove_entry: list[dict[str, str]], *args: Any, **kwargs: Any
    ) -> Any:
        known = self.managed_prefix_lists[kwargs["prefix_list_id"]]
        replaced = [{"Cidr": each["Cidr"]} for each in add_entry]
        kwargs["prefix_list_name"] = kwargs.get("prefix_list_name") or known.prefix_list_name
        return modify(self, add_entry, [*remove_entry, *replaced], *args, **kwargs)

    def modify_with_size(self: Any) -> Any:
        answer, size = respond(self), self._get_param("MaxEntries")
        if size:
            self.ec2_backend.managed_prefix_lists[self._get_param("PrefixListId")].max_entries = size
        return answer

    backend.modify_managed_prefix_list = modify_managed_prefix_list
    response.modify_managed_prefix_list = modify_with_size
