import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.xpath.expr.XPathFuncExpr;

/** pulldata(file, column, key column, key), which ODK Collect adds to JavaRosa: a cell of a CSV file beside the form. */
final class PullData implements IFunctionHandler {
    private final Path folder;

    PullData(Path folder) {
        this.folder = folder;
    }

    @Override
    public String getName() {
        return "pulldata";
    }

    @Override
    @SuppressWarnings("rawtypes") // as JavaRosa declares it
    public List<Class[]> getPrototypes() {
        return new ArrayList<>();
    }

    @Override
    public boolean rawArgs() {
        return true;
    }

    @Override
    public boolean realTime() {
        return false;
    }

    @Override
    public Object eval(Object[] arguments, EvaluationContext context) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = XPathFuncExpr.toString(arguments[i]);
        }
        try {
            return cell(texts[0], texts[1], texts[2], texts[3]);
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
    }

    private String cell(String file, String column, String keyColumn, String key) throws IOException {
        String name = file.endsWith(".csv") ? file : file + ".csv";
        List<String> lines = Files.readAllLines(folder.resolve(name));
        List<String> header = List.of(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells[header.indexOf(keyColumn)].equals(key)) {
                return cells[header.indexOf(column)];
            }
        }
        return "";
    }
}
