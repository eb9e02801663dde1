package dev.skein.plan.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeChangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    integer                        | bigint                         | ''                  | NONE
                    integer                        | numeric                        | ''                  | NONE
                    integer                        | text                           | ''                  | NONE
                    text                           | character varying              | ''                  | NONE
                    character varying(10)          | character varying(20)          | ''                  | NONE
                    character varying(10)          | text                           | 'c::text'           | NONE
                    numeric(10,2)                  | numeric(12,2)                  | ''                  | NONE
                    date                           | timestamp without time zone    | ''                  | NONE
                    json                           | jsonb                          | 'c::jsonb'          | NONE
                    bigint                         | integer                        | ''                  | REFUSED
                    character varying(20)          | character varying(10)          | ''                  | REFUSED
                    text                           | character varying(10)          | ''                  | REFUSED
                    text                           | integer                        | 'c::integer'        | REFUSED
                    text                           | uuid                           | 'CAST(c AS uuid)'   | REFUSED
                    numeric(12,2)                  | numeric(10,2)                  | ''                  | REFUSED
                    numeric(10,2)                  | integer                        | ''                  | SILENT
                    numeric(10,2)                  | numeric(10,1)                  | ''                  | SILENT
                    numeric                        | numeric(10,2)                  | ''                  | SILENT
                    double precision               | real                           | ''                  | SILENT
                    timestamp with time zone       | date                           | ''                  | SILENT
                    timestamp(6) without time zone | timestamp(0) without time zone | ''                  | SILENT
                    text                           | character varying(5)           | 'c::varchar(5)'     | STATED
                    integer                        | boolean                        | 'c::boolean'        | STATED
                    numeric                        | numeric(10,2)                  | 'c::numeric(10,2)'  | STATED
                    text                           | text                           | 'left(c, 5)'        | UNKNOWN
                    text                           | integer                        | 'CASE c WHEN 1 THEN 2 END' | UNKNOWN
                    """)
    void tells_what_becomes_of_values_that_do_not_fit(String from, String to, String using, TypeChange.Loss loss) {
        assertThat(new TypeChange(from, to, "c", using).loss()).isEqualTo(loss);
    }
}
