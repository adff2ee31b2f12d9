import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;

/**
 * Runs forms in JavaRosa as ODK Collect does, for the vectors of bot.interview.
 *
 * <p>Reads commands from standard input, one a line, fields separated by tabs with \t, \n and \\ escaped. Answers each
 * with one line of JSON. What a command means is told in ../README.md; `javarosa.py` writes them.
 */
public final class Harness {
    private Form form;
    private Walk walk;

    public static void main(String[] arguments) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Harness harness = new Harness();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = harness.answer(line.split("\t", -1));
            } catch (Exception error) {
                answer = Json.object("error", String.valueOf(error));
            }
            out.println(answer);
            out.flush();
        }
    }

    private String answer(String[] fields) throws Exception {
        String given = fields.length > 1 ? plain(fields[1]) : "";
        switch (fields[0]) {
            case "form":
                form = new Form(Path.of(given));
                return Json.object("form", form.definition().getName(), "languages", form.languages());
            case "begin":
                walk = new Walk(form, given, !plain(fields[2]).equals("unmended"));
                return walk.forward();
            case "next":
                return walk.forward();
            case "back":
                return walk.backward();
            case "give":
                return walk.give(given);
            case "repeat":
                return walk.repeat(given);
            case "finish":
                return walk.finish();
            case "reopen":
                return Instances.reopen(form, given.isEmpty() ? walk.xml() : Files.readAllBytes(Path.of(given)));
            case "evaluate":
                return Expressions.evaluate(form, given, plain(fields[2]));
            default:
                throw new IllegalArgumentException("no such command: " + fields[0]);
        }
    }

    private static String plain(String field) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char each = field.charAt(i);
            if (each == '\\' && i + 1 < field.length()) {
                char escaped = field.charAt(++i);
                out.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
            } else {
                out.append(each);
            }
        }
        return out.toString();
    }
}
