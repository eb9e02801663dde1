package dev.skein.plan.hazard;

import dev.skein.plan.sql.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Something that may hurt when the bundle is applied here.
 *
 * @param byDefault what becomes of it where no policy names its code
 * @param object what it is about, such as {@code public.customer}; its name is quoted where SQL needs it
 * @param statement the statement that causes it; null where none alone does
 * @param why what would happen here, with the table's real size; without values of rows
 * @param safe the form that does not hurt, as SQL to copy, or what to do where no SQL helps
 */
public record Hazard(
        HazardCode code,
        Severity severity,
        Decision byDefault,
        String object,
        @Nullable SqlStatement statement,
        String why,
        String safe) {}
