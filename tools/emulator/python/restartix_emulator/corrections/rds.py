"""AWS gives each instance an identity of its own and keeps its monitoring; a serverless v2 cluster has no v1 scaling.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
"""

from __future__ import annotations

import random
import string
from typing import Any

from moto.rds import models

_RESOURCE_ID_LENGTH = 26


def apply() -> None:
    _instance_identity()
    _performance_insights()
    _serverless_v2_scaling()


def _instance_identity() -> None:
    """The provider finds its instance by DbiResourceId, which moto makes the same for all."""
    make = models.DBInstance.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        letters = random.choices(string.ascii_uppercase + string.digits, k=_RESOURCE_ID_LENGTH)
        self.dbi_resource_id = f"db-{''.join(letters)}"

    models.DBInstance.__init__ = __init__


def _performance_insights() -> None:
    make = models.DBInstance.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        self.performance_insights_enabled = bool(kwargs.get("enable_performance_insights"))
        if self.performance_insights_enabled:
            self.performance_insights_retention_period = kwargs.get("performance_insights_retention_period") or 7
            self.performance_insights_kms_key_id = kwargs.get("performance_insights_kms_key_id")

    models.DBInstance.__init__ = __init__


def _serverless_v2_scaling() -> None:
    """`ScalingConfigurationInfo` belongs to the serverless engine mode alone."""
    info = models.DBCluster.scaling_configuration_info.fget

    def scaling_configuration_info(self: Any) -> dict[str, Any] | None:
        return info(self) if self.engine_mode == "serverless" else None

    models.DBCluster.scaling_configuration_info = property(scaling_configuration_info)
