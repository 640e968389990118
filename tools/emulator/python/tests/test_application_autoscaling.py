from __future__ import annotations

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
