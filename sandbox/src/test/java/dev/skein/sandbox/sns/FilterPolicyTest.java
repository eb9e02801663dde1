package dev.skein.sandbox.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.sandbox.sqs.MessageAttribute;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["a","b"]                               | String       | b             | true
            ["a","b"]                               | String       | B             | false
            ["5"]                                   | Number       | 5             | false
            [5]                                     | String       | 5             | false
            [5]                                     | Number       | 5.0           | true
            [5e2]                                   | Number       | 500           | true
            ["b"]                                   | String.Array | ["a","b"]     | true
            [1]                                     | String.Array | [1e400]       | false
            [1]                                     | Number       | 1e400         | false
            [{"numeric":["<",1]}]                   | String.Array | [1e400,0]     | true
            [true]                                  | String.Array | [true]        | true
            ["b"]                                   | String.Array | no array      | false
            [{"prefix":"ab"}]                       | String       | abc           | true
            [{"prefix":"ab"}]                       | String       | cab           | false
            [{"suffix":"bc"}]                       | String       | abc           | true
            [{"suffix":"bc"}]                       | String       | bcd           | false
            [{"equals-ignore-case":"Straße"}]       | String       | STRASSE       | true
            [{"equals-ignore-case":"ab"}]           | String       | AB            | true
            [{"equals-ignore-case":"ab"}]           | String       | abc           | false
            [{"anything-but":"a"}]                  | String       | b             | true
            [{"anything-but":["a","b"]}]            | String       | b             | false
            [{"anything-but":["a"]}]                | String.Array | ["a","c"]     | true
            [{"anything-but":["a"]}]                | String.Array | ["a"]         | false
            [{"anything-but":["a"]}]                | String.Array | []            | false
            [{"anything-but":[1,2]}]                | Number       | 2.00          | false
            [{"anything-but":[1,2]}]                | Number       | 3             | true
            [{"anything-but":{"prefix":"a"}}]       | String       | abc           | false
            [{"anything-but":{"suffix":"c"}}]       | String       | abd           | true
            [{"numeric":["=",10]}]                  | Number       | 1e1           | true
            [{"numeric":["<",10]}]                  | Number       | 10            | false
            [{"numeric":["<=",10]}]                 | Number       | 10            | true
            [{"numeric":[">",-1.5,"<=",10]}]        | Number       | -1.5          | false
            [{"numeric":[">=",-1.5,"<",10]}]        | Number       | -1.5          | true
            [{"numeric":[">",0]}]                   | String       | 5             | false
            [{"exists":true}]                       | String       | x             | true
            [{"exists":false}]                      | String       | x             | false
            [{"exists":true}]                       | String.Array | []            | true
            [{"exists":true}]                       | Binary       | AQID          | false
            ["x",{"prefix":"ab"},{"numeric":["=",1]}] | String     | abc           | true
            """)
    void compares_an_attribute_as_sns_does(String conditions, String type, String value, boolean wanted) {
        FilterPolicy policy = FilterPolicy.parse("{\"key\":" + conditions + "}");

        assertThat(policy.wants(Map.of("key", new MessageAttribute(type, value))))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["a"]                  | false
            [{"anything-but":"a"}] | false
            [{"exists":true}]      | false
            [{"exists":false}]     | true
            ["a",{"exists":false}] | true
            """)
    void judges_a_message_without_the_attribute(String conditions, boolean wanted) {
        FilterPolicy policy = FilterPolicy.parse("{\"key\":" + conditions + "}");

        assertThat(policy.wants(Map.of("other", new MessageAttribute("String", "a"))))
                .isEqualTo(wanted);
    }

    @Test
    void wants_every_key_to_match() {
        FilterPolicy policy = FilterPolicy.parse("{\"a\":[\"1\"],\"b\":[\"2\"]}");
        MessageAttribute one = new MessageAttribute("String", "1");
        MessageAttribute two = new MessageAttribute("String", "2");

        assertThat(policy.wants(Map.of("a", one, "b", two))).isTrue();
        assertThat(policy.wants(Map.of("a", one, "b", one))).isFalse();
        assertThat(policy.wants(Map.of("a", one))).isFalse();
        assertThat(FilterPolicy.parse("{}").wants(Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"key\":[\"a\"]",
                "{\"key\":\"a\"}",
                "{\"key\":{\"nested\":[\"a\"]}}",
                "{\"key\":[]}",
                "{\"key\":[[\"a\"]]}",
                "{\"key\":[{}]}",
                "{\"key\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}",
                "{\"key\":[{\"prefix\":1}]}",
                "{\"key\":[{\"infix\":\"a\"}]}",
                "{\"key\":[{\"exists\":\"yes\"}]}",
                "{\"key\":[{\"anything-but\":[]}]}",
                "{\"key\":[{\"anything-but\":{\"infix\":\"a\"}}]}",
                "{\"key\":[{\"anything-but\":[true]}]}",
                "{\"key\":[{\"numeric\":5}]}",
                "{\"key\":[{\"numeric\":[\"=\"]}]}",
                "{\"key\":[{\"numeric\":[\"!=\",5]}]}",
                "{\"key\":[{\"numeric\":[\"=\",\"5\"]}]}",
                "{\"key\":[{\"numeric\":[\"=\",1e10]}]}",
                "{\"key\":[{\"numeric\":[\">\",5,\"<\",5]}]}",
                "{\"key\":[{\"numeric\":[\"<\",5,\">\",1]}]}",
                "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}",
                "{\"key\":[1e400]}",
                "{\"key\":[{\"anything-but\":1e400}]}",
            })
    void refuses_policies_that_sns_refuses(String policy) {
        assertThatThrownBy(() -> FilterPolicy.parse(policy))
                .isInstanceOfSatisfying(
                        SnsError.class, e -> assertThat(e.code()).isEqualTo("InvalidParameter"));
    }

    @Test
    void takes_150_combinations_and_no_more() {
        String most = "{\"a\":[1,2,3,4,5,6],\"b\":[1,2,3,4,5],\"c\":[1,2,3,4,5]}";

        FilterPolicy.parse(most);

        assertThatThrownBy(() -> FilterPolicy.parse(most.replaceFirst("6", "6,7")))
                .hasMessageContaining("too complex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}",
                "{\"key\":[{\"cidr\":\"10.0.0.0/8\"}]}",
                "{\"key\":[{\"wildcard\":\"a*b\"}]}",
                "{\"key\":[{\"anything-but\":{\"wildcard\":\"a*b\"}}]}",
            })
    void refuses_operators_that_only_sns_has(String policy) {
        assertThatThrownBy(() -> FilterPolicy.parse(policy))
                .isInstanceOfSatisfying(
                        SnsError.class, e -> assertThat(e.code()).isEqualTo("NotImplemented"));
    }
}
