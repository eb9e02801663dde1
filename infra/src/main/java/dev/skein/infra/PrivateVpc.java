package dev.skein.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A VPC of two private subnets without a way to the internet. */
final class PrivateVpc {
    private PrivateVpc() {}

    /** A VPC, the private subnets in it that workers run in, and the route tables of these. */
    record Made(IVpc vpc, List<ISubnet> subnets, List<String> routeTables) {}

    static Made make(Construct scope, String range) {
        Vpc vpc = Vpc.Builder.create(scope, "vpc")
                .ipAddresses(IpAddresses.cidr(range))
                .maxAzs(2)
                .natGateways(0)
                // It would take a Lambda function, and nothing is in the default group.
                .restrictDefaultSecurityGroup(false)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("private")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
        LogGroup flows = LogGroup.Builder.create(scope, "flows")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        vpc.addFlowLog(
                "flows",
                FlowLogOptions.builder()
                        .destination(FlowLogDestination.toCloudWatchLogs(flows))
                        .build());
        List<String> routes = vpc.getIsolatedSubnets().stream()
                .map(ISubnet::getRouteTable)
                .map(table -> table.getRouteTableId())
                .toList();
        return new Made(vpc, vpc.getIsolatedSubnets(), routes);
    }
}
