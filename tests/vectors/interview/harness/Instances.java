import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.ValidateOutcome;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormAnswerDataSerializer;

/** What an interview comes to, and whether an instance that somebody else wrote is one of a form. */
final class Instances {
    private Instances() {}

    /** Returns path and text of every relevant node that has a value, in document order, without meta. */
    static List<List<String>> leaves(Form form, TreeElement root) {
        List<List<String>> found = new ArrayList<>();
        add(form, root, found);
        return found;
    }

    private static void add(Form form, TreeElement node, List<List<String>> found) {
        if (!node.isRelevant() || node.getMult() == TreeReference.INDEX_TEMPLATE || node.getName().equals("meta")) {
            return;
        }
        if (node.getValue() != null) {
            Object text = new XFormAnswerDataSerializer().serializeAnswerData(node.getValue(), node.getDataType());
            found.add(List.of(form.address(node.getRef()), String.valueOf(text)));
        }
        for (int i = 0; i < node.getNumChildren(); i++) {
            add(form, node.getChildAt(i), found);
        }
    }

    /** Returns "" where JavaRosa finds every answer allowed, else what is wrong with which. */
    static String verdict(FormDef definition) {
        ValidateOutcome outcome = definition.validate();
        return outcome == null || outcome.outcome == 0 ? "" : outcome.outcome + " " + outcome.failedPrompt;
    }

    /** Opens a saved instance as Collect does, and tells what is in it then. */
    static String reopen(Form form, byte[] xml) throws Exception {
        FormDef definition = form.fresh();
        TreeElement saved = XFormParser.restoreDataModel(xml, null).getRoot();
        TreeElement root = definition.getMainInstance().getRoot().deepCopy(true);
        if (!saved.getName().equals(root.getName()) || saved.getMult() != 0) {
            return Json.object("error", "another form's instance");
        }
        root.populate(saved, definition);
        definition.getMainInstance().setRoot(root);
        definition.initialize(false, new InstanceInitializationFactory());
        return Json.object("instance", leaves(form, root), "valid", verdict(definition));
    }
}
