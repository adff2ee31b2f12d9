import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.form.api.FormEntryCaption;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;

/** What a person would see at one place, as JSON. */
final class Screen {
    private static final String[] KINDS = {"image", "big-image", "audio", "video"};

    private Screen() {}

    static String question(Form form, FormEntryModel model, FormIndex index) {
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        IAnswerData value = prompt.getAnswerValue();
        return Json.object(
                "at", form.address(index.getReference()),
                "label", prompt.getLongText(),
                "hint", prompt.getHelpText(),
                "guidance", guidance(prompt),
                "media", media(prompt),
                "groups", groups(model, index),
                "choices", choices(prompt),
                "required", prompt.isRequired(),
                "readonly", prompt.isReadOnly(),
                "value", value == null ? "" : value.uncast().getString());
    }

    static String another(Form form, FormEntryModel model, FormIndex index) {
        return Json.object(
                "at", form.address(index.getReference()),
                "label", model.getCaptionPrompt(index).getLongText(),
                "another", true,
                "groups", groups(model, index));
    }

    private static String guidance(FormEntryPrompt prompt) {
        String identifier = ((QuestionDef) prompt.getFormElement()).getHelpTextID();
        return identifier == null ? null : prompt.getSpecialFormQuestionText(identifier, "guidance");
    }

    private static Map<String, String> media(FormEntryCaption caption) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String kind : KINDS) {
            String uri = caption.getSpecialFormQuestionText(kind);
            if (uri != null && !uri.isEmpty()) {
                found.put(kind, file(uri));
            }
        }
        return found;
    }

    private static String file(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    /** Labels of the groups around, outermost first; what Collect shows above a question. */
    private static List<String> groups(FormEntryModel model, FormIndex index) {
        List<String> found = new ArrayList<>();
        FormEntryCaption[] captions = model.getCaptionHierarchy(index);
        for (int i = 0; i < captions.length - 1; i++) {
            String words = captions[i].getLongText();
            if (words != null && !words.isEmpty()) {
                found.add(words);
            }
        }
        return found;
    }

    private static List<Object> choices(FormEntryPrompt prompt) {
        List<Object> found = new ArrayList<>();
        int control = prompt.getControlType();
        if (control != Constants.CONTROL_SELECT_ONE
                && control != Constants.CONTROL_SELECT_MULTI
                && control != Constants.CONTROL_RANK) {
            return found;
        }
        for (SelectChoice choice : prompt.getSelectChoices()) {
            List<Object> shown = new ArrayList<>(List.of(choice.getValue(), words(prompt, choice)));
            Map<String, String> media = media(prompt, choice);
            if (!media.isEmpty()) {
                shown.add(media);
            }
            found.add(shown);
        }
        return found;
    }

    private static String words(FormEntryPrompt prompt, SelectChoice choice) {
        String words = prompt.getSelectChoiceText(choice);
        return words == null ? "" : words;
    }

    private static Map<String, String> media(FormEntryPrompt prompt, SelectChoice choice) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String kind : KINDS) {
            String uri = prompt.getSpecialFormSelectChoiceText(choice, kind);
            if (uri != null && !uri.isEmpty()) {
                found.put(kind, file(uri));
            }
        }
        return found;
    }
}
