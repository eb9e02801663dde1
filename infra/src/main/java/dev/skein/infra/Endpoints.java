package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.List;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;

/** What AWS's services are reached by from a network without a way to the internet. */
final class Endpoints extends Construct {
    /**
     * Those that workers call, and those by which ECS starts a task. Logins by IAM need none: the token is made in the worker.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html">Amazon ECS interface VPC endpoints</a>
     */
    private static final List<String> SERVICES = List.of(
            "sqs", "sns", "secretsmanager", "ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs", "kms");

    private final SecurityGroup group;

    Endpoints(Construct scope, String id, Place place, PrivateVpc.Made network) {
        super(scope, id);
        String vpc = network.vpc().getVpcId();
        this.group = SecurityGroup.Builder.create(this, "group")
                .vpc(network.vpc())
                .description("Endpoints of AWS services for the workers of Skein")
                .allowAllOutbound(false)
                .build();
        List<String> subnets =
                network.subnets().stream().map(ISubnet::getSubnetId).toList();
        SERVICES.forEach(service -> CfnVPCEndpoint.Builder.create(this, service)
                .vpcId(vpc)
                .vpcEndpointType("Interface")
                .serviceName("com.amazonaws." + place.region() + "." + service)
                .subnetIds(subnets)
                .securityGroupIds(List.of(group.getSecurityGroupId()))
                .privateDnsEnabled(true)
                .build());
        CfnVPCEndpoint.Builder.create(this, "s3")
                .vpcId(vpc)
                .vpcEndpointType("Gateway")
                .serviceName("com.amazonaws." + place.region() + ".s3")
                .routeTableIds(network.routeTables())
                .build();
    }

    /** Lets these reach the endpoints. */
    void letIn(ISecurityGroup workers) {
        group.addIngressRule(workers, Port.tcp(443), "workers");
        workers.addEgressRule(group, Port.tcp(443), "endpoints of AWS services");
    }
}
