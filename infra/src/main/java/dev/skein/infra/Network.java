package dev.skein.infra;

import dev.skein.infra.stage.NetworkSettings;
import dev.skein.infra.stage.Place;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Subnet;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.constructs.Construct;

/** The network that workers run in: a VPC, private subnets, the workers' security group, and their way to AWS. */
final class Network extends Construct {
    private final IVpc vpc;
    private final SubnetSelection subnets;
    private final SecurityGroup workers;
    private int count;

    Network(Construct scope, String id, Place place, NetworkSettings settings) {
        super(scope, id);
        PrivateVpc.Made made = settings.vpc().match(this::existing, created -> PrivateVpc.make(this, created.range()));
        this.vpc = made.vpc();
        this.subnets = SubnetSelection.builder().subnets(made.subnets()).build();
        this.workers = SecurityGroup.Builder.create(this, "workers")
                .vpc(vpc)
                .description("Workers of Skein; nothing may connect to them")
                .allowAllOutbound(false)
                .build();
        if (settings.egress() == NetworkSettings.Egress.ENDPOINTS) {
            Endpoints endpoints = new Endpoints(this, "endpoints", place, made);
            endpoints.letIn(workers);
        }
        settings.s3PrefixList()
                .ifPresentOrElse(
                        list -> workers.addEgressRule(Peer.prefixList(list), Port.tcp(443), "S3"),
                        () -> workers.addEgressRule(
                                Peer.anyIpv4(), Port.tcp(443), "AWS, as far as the network leads there"));
    }

    IVpc vpc() {
        return vpc;
    }

    SubnetSelection subnets() {
        return subnets;
    }

    ISecurityGroup workers() {
        return workers;
    }

    private PrivateVpc.Made existing(NetworkSettings.Existing existing) {
        IVpc found = Vpc.fromVpcAttributes(
                this,
                "vpc",
                VpcAttributes.builder()
                        .vpcId(existing.id())
                        // Nobody asks for them: the subnets are named one by one.
                        .availabilityZones(List.of("any"))
                        .build());
        return new PrivateVpc.Made(
                found, existing.subnets().stream().map(this::subnet).toList(), existing.routeTables());
    }

    private ISubnet subnet(String id) {
        ISubnet subnet = Subnet.fromSubnetId(this, "subnet-" + count++, id);
        Annotations.of(subnet).acknowledgeWarning("@aws-cdk/aws-ec2:noSubnetRouteTableId", "Nobody asks for it.");
        return subnet;
    }
}
