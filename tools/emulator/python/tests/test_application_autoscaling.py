from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from conftest import Client


def test_a_scalable_target_keeps_its_tags(aws: Client, name: str) -> None:
    ecs, scaling = aws("ecs"), aws("application-autoscaling")
    ecs.create_cluster(clusterName=name)
    ecs.register_task_definition(family=name, containerDefinitions=[{"name": "app", "image": "app", "memory": 128}])
    ecs.create_service(cluster=name, serviceName="app", taskDefinition=name, desiredCount=1)
    arn = scaling.register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId=f"service/{name}/app",
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=1,
        MaxCapacity=4,
        Tags={"Environment": "staging"},
    )["ScalableTargetARN"]
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"Environment": "staging"}

    scaling.tag_resource(ResourceARN=arn, Tags={"Owner": "platform"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["Environment"])
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"Owner": "platform"}


def test_a_service_is_moved_into_its_range(aws: Client, name: str) -> None:
    ecs, scaling = aws("ecs"), aws("application-autoscaling")
    ecs.create_cluster(clusterName=name)
    ecs.register_task_definition(family=name, containerDefinitions=[{"name": "app", "image": "app", "memory": 128}])
    ecs.create_service(cluster=name, serviceName="app", taskDefinition=name, desiredCount=0)
    for least, most, count in ((0, 4, 0), (2, 4, 2), (0, 4, 2), (0, 1, 1)):
        scaling.register_scalable_target(
            ServiceNamespace="ecs",
            ResourceId=f"service/{name}/app",
            ScalableDimension="ecs:service:DesiredCount",
            MinCapacity=least,
            MaxCapacity=most,
        )
        [service] = ecs.describe_services(cluster=name, services=["app"])["services"]
        assert service["desiredCount"] == count


def test_a_policy_that_is_put_again_has_its_alarms_once(aws: Client, name: str) -> None:
    ecs, scaling, cloudwatch = aws("ecs"), aws("application-autoscaling"), aws("cloudwatch")
    ecs.create_cluster(clusterName=name)
    ecs.register_task_definition(family=name, containerDefinitions=[{"name": "app", "image": "app", "memory": 128}])
    ecs.create_service(cluster=name, serviceName="app", taskDefinition=name, desiredCount=1)
    target = {
        "ServiceNamespace": "ecs",
        "ResourceId": f"service/{name}/app",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=4)
    for percent in (60.0, 70.0):
        tracking = {
            "TargetValue": percent,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        }
        scaling.put_scaling_policy(
            **target,
            PolicyName="cpu",
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration=tracking,
        )
    alarms = cloudwatch.describe_alarms(AlarmNamePrefix=f"TargetTracking-service/{name}/")["MetricAlarms"]
    assert len(alarms) == 2


def test_what_is_not_there_is_not_found(aws: Client, name: str) -> None:
    scaling = aws("application-autoscaling")
    target = {
        "ServiceNamespace": "ecs",
        "ResourceId": f"service/{name}/app",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    with pytest.raises(ClientError) as deregistered:
        scaling.deregister_scalable_target(**target)
    assert deregistered.value.response["Error"]["Code"] == "ObjectNotFoundException"
    with pytest.raises(ClientError) as deleted:
        scaling.delete_scaling_policy(**target, PolicyName="cpu")
    assert deleted.value.response["Error"]["Code"] == "ObjectNotFoundException"
