import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * One interview, walked as ODK Collect walks it: groups are gone through, field-lists are taken apart.
 *
 * <p>Collect also passes over "add another?" when it goes back; here it is shown, so that both ways are compared.
 */
final class Walk {
    private static final String JAVAROSA = "http://openrosa.org/javarosa";

    private final Form form;
    private final FormDef definition;
    private final FormEntryController controller;
    private final Mend mend;

    Walk(Form form, String language, boolean mended) throws Exception {
        this.form = form;
        definition = form.fresh();
        definition.initialize(true, new InstanceInitializationFactory());
        controller = new FormEntryController(new FormEntryModel(definition));
        if (form.languages().contains(language)) {
            controller.setLanguage(language);
        }
        mend = new Mend(form, definition, controller.getModel(), mended);
        mend.all();
    }

    String forward() {
        int event = controller.stepToNextEvent();
        while (event == FormEntryController.EVENT_GROUP || event == FormEntryController.EVENT_REPEAT) {
            event = controller.stepToNextEvent();
        }
        return shown(event);
    }

    String backward() {
        int event = controller.stepToPreviousEvent();
        while (event == FormEntryController.EVENT_GROUP || event == FormEntryController.EVENT_REPEAT) {
            event = controller.stepToPreviousEvent();
        }
        return shown(event);
    }

    private String shown(int event) {
        FormEntryModel model = controller.getModel();
        FormIndex here = model.getFormIndex();
        switch (event) {
            case FormEntryController.EVENT_QUESTION:
                return Screen.question(form, model, here);
            case FormEntryController.EVENT_PROMPT_NEW_REPEAT:
                return Screen.another(form, model, here);
            default:
                return Json.object("at", null);
        }
    }

    /** Takes "more" or "enough" where a repeat asks, and "fewer", which deletes the last instance there is. */
    String repeat(String wanted) throws Exception {
        FormIndex here = controller.getModel().getFormIndex();
        if (wanted.equals("more")) {
            mend.create(here);
        } else if (wanted.equals("fewer")) {
            FormIndex gone = controller.getModel().decrementIndex(here);
            while (gone.getDepth() > here.getDepth() || !isInstance(gone)) {
                gone = controller.getModel().decrementIndex(gone);
            }
            controller.jumpToIndex(mend.remove(gone));
        }
        mend.all();
        return Json.object("said", "ok");
    }

    private boolean isInstance(FormIndex index) {
        return controller.getModel().getEvent(index) == FormEntryController.EVENT_REPEAT;
    }

    /** Takes an answer in ODK text form, or says why not. A blank one clears. */
    String give(String text) throws Exception {
        FormEntryPrompt prompt = controller.getModel().getQuestionPrompt();
        if (prompt.isReadOnly()) {
            return Json.object("said", "readonly");
        }
        IAnswerData data;
        try {
            data = text.isBlank() ? null : Entry.data(prompt, text);
        } catch (Entry.Refused refused) {
            return Json.object("said", refused.getMessage());
        }
        switch (controller.answerQuestion(data, true)) {
            case FormEntryController.ANSWER_OK:
                mend.all();
                return Json.object("said", "ok");
            case FormEntryController.ANSWER_REQUIRED_BUT_EMPTY:
                return Json.object("said", "required", "message", requiredMessage(prompt));
            default:
                return Json.object("said", "constraint", "message", prompt.getConstraintText(data));
        }
    }

    /** As Collect does: the attribute is a literal or an expression. */
    private String requiredMessage(FormEntryPrompt prompt) {
        for (TreeElement attribute : prompt.getBindAttributes()) {
            if (attribute.getName().equals("requiredMsg") && JAVAROSA.equals(attribute.getNamespace())) {
                return worded(attribute.getAttributeValue(), prompt);
            }
        }
        return null;
    }

    private String worded(String written, FormEntryPrompt prompt) {
        EvaluationContext here =
                new EvaluationContext(definition.getEvaluationContext(), prompt.getIndex().getReference());
        try {
            Object value = XPathParseTool.parseXPath("string(" + written + ")").eval(definition.getMainInstance(), here);
            return XPathFuncExpr.toString(value);
        } catch (Exception error) { // most messages are plain words, which are no XPath
            return written;
        }
    }

    String finish() {
        controller.finalizeFormEntry();
        List<List<String>> leaves = Instances.leaves(form, definition.getMainInstance().getRoot());
        return Json.object("instance", leaves, "valid", Instances.verdict(definition));
    }

    /** What Collect would send. */
    byte[] xml() throws Exception {
        return new XFormSerializingVisitor().serializeInstance(definition.getMainInstance());
    }
}
