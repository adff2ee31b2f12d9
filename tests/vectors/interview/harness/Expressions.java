import java.util.Date;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathPathExpr;

/** Evaluates one expression at one node of a form's first instance. */
final class Expressions {
    private Expressions() {}

    static String evaluate(Form form, String place, String expression) throws Exception {
        FormDef definition = form.begun();
        Object value;
        try {
            XPathExpression parsed = XPathParseTool.parseXPath(expression);
            EvaluationContext here = new EvaluationContext(definition.getEvaluationContext(), reference(place));
            value = parsed.eval(definition.getMainInstance(), here);
            value = value instanceof XPathNodeset ? ((XPathNodeset) value).unpack() : value;
        } catch (Exception error) {
            return Json.object("kind", "stops", "text", error.getClass().getSimpleName());
        }
        return Json.object("kind", kind(value), "text", XPathFuncExpr.toString(value));
    }

    private static String kind(Object value) {
        return value instanceof Double
                ? "number"
                : value instanceof Boolean ? "boolean" : value instanceof Date ? "date" : "text";
    }

    private static TreeReference reference(String place) throws Exception {
        TreeReference found = TreeReference.rootRef();
        for (String step : place.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            int index = bracket < 0 ? 0 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1)) - 1;
            found.add(name, index);
        }
        return found;
    }
}
