"""AWS tags scalable targets, says of a missing target or policy that it is not there, and has the alarms of a policy
that is put again anew, and moves a service into its range; moto has no tag operations, which the provider retries for ten minutes, calls a missing target
an invalid one, so that a deletion whose answer was lost cannot be repeated, and leaves the old alarms.

https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from moto.applicationautoscaling import models, responses
from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.core.exceptions import JsonRESTError

tags: dict[str, dict[str, str]] = defaultdict(dict)


def apply() -> None:
    response = responses.ApplicationAutoScalingResponse
    register = response.register_scalable_target

    def register_scalable_target(self: Any) -> str:
        answer = register(self)
        tags[json.loads(answer)["ScalableTargetARN"]].update(self._get_param("Tags") or {})
        return answer

    _within_the_range()
    _alarms_of_policies()
    _missing_is_not_found("deregister_scalable_target")
    _missing_is_not_found("delete_scaling_policy")
    response.register_scalable_target = register_scalable_target
    response.tag_resource = _tag_resource
    response.untag_resource = _untag_resource
    response.list_tags_for_resource = _list_tags_for_resource


class _NotFound(JsonRESTError):
    def __init__(self, message: str) -> None:
        super().__init__("ObjectNotFoundException", message)


def _missing_is_not_found(operation: str) -> None:
    backend = models.ApplicationAutoscalingBackend
    original = getattr(backend, operation)

    def delete(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            original(self, *args, **kwargs)
        except AWSValidationException as error:
            raise _NotFound(error.message) from error

    setattr(backend, operation, delete)


def _within_the_range() -> None:
    """What is registered is brought into its range at once.

    https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
    """
    backend = models.ApplicationAutoscalingBackend
    register = backend.register_scalable_target

    def register_scalable_target(self: Any, namespace: str, r_id: str, *args: Any, **kwargs: Any) -> Any:
        target = register(self, namespace, r_id, *args, **kwargs)
        if namespace == "ecs":
            _, cluster, name = r_id.split("/")
            service = self.ecs_backend._get_service(cluster, name)
            service.desired_count = min(max(service.desired_count, target.min_capacity), target.max_capacity)
        return target

    backend.register_scalable_target = register_scalable_target


def _alarms_of_policies() -> None:
    backend = models.ApplicationAutoscalingBackend
    put = backend.put_scaling_policy

    def put_scaling_policy(self: Any, *args: Any, **kwargs: Any) -> Any:
        before = dict(self.policies)
        policy = put(self, *args, **kwargs)
        for key, old in before.items():
            if self.policies[key] is not old:
                old.delete_alarms(self.account_id, self.region_name)
        return policy

    backend.put_scaling_policy = put_scaling_policy


def _tag_resource(self: Any) -> str:
    tags[self._get_param("ResourceARN")].update(self._get_param("Tags"))
    return json.dumps({})


def _untag_resource(self: Any) -> str:
    for key in self._get_param("TagKeys"):
        tags[self._get_param("ResourceARN")].pop(key, None)
    return json.dumps({})


def _list_tags_for_resource(self: Any) -> str:
    return json.dumps({"Tags": tags[self._get_param("ResourceARN")]})
