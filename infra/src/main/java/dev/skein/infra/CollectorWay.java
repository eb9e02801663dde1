package dev.skein.infra;

import dev.skein.infra.stage.Collector;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.constructs.Construct;

/** The way from the workers to the collector of their telemetry. */
final class CollectorWay extends Construct {
    CollectorWay(Construct scope, String id, ISecurityGroup workers, Collector collector) {
        super(scope, id);
        CfnSecurityGroupEgress.Builder.create(this, "out")
                .groupId(workers.getSecurityGroupId())
                .cidrIp(collector.block())
                .ipProtocol("tcp")
                .fromPort(collector.port())
                .toPort(collector.port())
                .description("collector of telemetry")
                .build();
    }
}
