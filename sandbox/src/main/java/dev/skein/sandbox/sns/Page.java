package dev.skein.sandbox.sns;

import dev.skein.sandbox.http.Xml;
import java.util.List;
import java.util.function.Function;

/** A page of at most a hundred members, as the lists of SNS have; the token is the offset of the next one. */
record Page<T>(List<T> all, int offset) {
    private static final int SIZE = 100;

    static <T> Page<T> of(List<T> all, Fields call) {
        String token = call.get("NextToken").orElse("0");
        if (!token.matches("\\d{1,9}")) {
            throw SnsError.invalidParameter("NextToken");
        }
        return new Page<>(all, Integer.parseInt(token));
    }

    Xml xml(String list, Function<T, Xml> member) {
        Xml members = Xml.fragment();
        all.stream().skip(offset).limit(SIZE).forEach(one -> members.element("member", member.apply(one)));
        Xml page = Xml.fragment().element(list, members);
        int next = offset + SIZE;
        return next < all.size() ? page.element("NextToken", next) : page;
    }
}
