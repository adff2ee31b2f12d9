import java.util.List;
import java.util.Map;

/** Just enough JSON: strings, booleans, lists and maps. */
final class Json {
    private Json() {}

    /** Returns an object of alternating keys and values. */
    static String object(Object... pairs) {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            out.append(i == 0 ? "" : ", ").append(quoted((String) pairs[i])).append(": ").append(value(pairs[i + 1]));
        }
        return out.append("}").toString();
    }

    private static String value(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer) {
            return String.valueOf(value);
        }
        if (value instanceof List) {
            StringBuilder out = new StringBuilder("[");
            for (Object each : (List<?>) value) {
                out.append(out.length() == 1 ? "" : ", ").append(value(each));
            }
            return out.append("]").toString();
        }
        if (value instanceof Map) {
            Object[] pairs = new Object[2 * ((Map<?, ?>) value).size()];
            int i = 0;
            for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
                pairs[i++] = each.getKey();
                pairs[i++] = each.getValue();
            }
            return object(pairs);
        }
        return quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                out.append('\\').append(each);
            } else if (each < ' ' || Character.isSurrogate(each) || each == '\u2028' || each == '\u2029') {
                out.append(String.format("\\u%04x", (int) each));
            } else {
                out.append(each);
            }
        }
        return out.append('"').toString();
    }
}
