"""AWS answers every attribute of a topic that was set; moto keeps them and shows a few.

A subscription by e-mail or HTTP is pending until its endpoint confirms it; moto takes each as confirmed. Nobody gets a token
here: any will do, for all of the topic's subscriptions.

https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
"""

from __future__ import annotations

from typing import Any

from moto.core.utils import camelcase_to_underscores
from moto.sns import models, responses

_SHOWN = (
    "ArchivePolicy",
    "FifoThroughputScope",
    "SignatureVersion",
    "TracingConfig",
    *(
        f"{protocol}{kind}"
        for protocol in ("Application", "Firehose", "HTTP", "Lambda", "SQS")
        for kind in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
    ),
)


_CONFIRMED_BY_ENDPOINT = frozenset({"email", "email-json", "http", "https"})
_PENDING = "PendingConfirmation"


def apply() -> None:
    _topics()
    _subscriptions()


def _subscriptions() -> None:
    subscribe = models.SNSBackend.subscribe
    confirm = responses.SNSResponse.confirm_subscription

    def subscribe_pending(self: Any, topic_arn: str, endpoint: str, protocol: str, *rest: Any, **more: Any) -> Any:
        known = set(self.subscriptions)
        made = subscribe(self, topic_arn, endpoint, protocol, *rest, **more)
        if made.arn not in known and protocol in _CONFIRMED_BY_ENDPOINT:
            made.attributes[_PENDING] = True
        return made

    def confirm_subscription(self: Any) -> Any:
        for each in self.backend.subscriptions.values():
            if each.topic.arn == self._get_param("TopicArn"):
                each.attributes[_PENDING] = False
        return confirm(self)

    def listed(list_: Any) -> Any:
        def with_pending(self: Any) -> Any:
            answer = list_(self)
            answer.result["Subscriptions"] = [_listed(each) for each in answer.result["Subscriptions"]]
            return answer

        return with_pending

    models.SNSBackend.subscribe = subscribe_pending
    responses.SNSResponse.confirm_subscription = confirm_subscription
    for name in ("list_subscriptions", "list_subscriptions_by_topic"):
        setattr(responses.SNSResponse, name, listed(getattr(responses.SNSResponse, name)))


def _listed(subscription: Any) -> dict[str, str]:
    """One that is pending is listed without its ARN."""
    return {
        "SubscriptionArn": _PENDING if subscription.attributes.get(_PENDING) is True else subscription.arn,
        "Owner": subscription.owner,
        "Protocol": subscription.protocol,
        "Endpoint": subscription.endpoint,
        "TopicArn": subscription.topic.arn,
    }


def _topics() -> None:
    get = responses.SNSResponse.get_topic_attributes

    def get_topic_attributes(self: Any) -> Any:
        answer = get(self)
        topic = self.backend.get_topic(self._get_param("TopicArn"))
        for name in _SHOWN:
            value = getattr(topic, camelcase_to_underscores(name), None)
            if value:
                answer.result["Attributes"][name] = value
        return answer

    responses.SNSResponse.get_topic_attributes = get_topic_attributes
