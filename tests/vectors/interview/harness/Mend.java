import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.GroupDef;
import org.javarosa.core.model.IFormElement;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.helper.AnswerDataUtil;
import org.javarosa.core.model.instance.FormInstance;
import org.javarosa.core.model.instance.InvalidReferenceException;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryModel;

/**
 * Gives repeats the instances that they ought to have, after every answer.
 *
 * <p>JavaRosa makes counted instances only when somebody walks into them, and takes none away when the count falls
 * (getodk/javarosa#45), not even the first one when it is 0 (getodk/collect#6945). In an instance that was added,
 * nested repeats begin with none instead of one (getodk/collect#4059). What is taken away is forgotten, where we keep
 * what a person wrote. ../README.md tells which transcripts are made without this.
 */
final class Mend {
    private static final int MOST = 250;

    private final Form form;
    private final FormDef definition;
    private final FormEntryModel model;
    private final Set<String> emptied = new HashSet<>();
    private final Map<String, TreeElement> kept = new HashMap<>();
    private final boolean wanted;

    Mend(Form form, FormDef definition, FormEntryModel model, boolean wanted) {
        this.form = form;
        this.definition = definition;
        this.model = model;
        this.wanted = wanted && form.repeats();
    }

    /** Looks at every repeat there is. */
    void all() throws InvalidReferenceException {
        FormIndex index = wanted ? next(FormIndex.createBeginningOfFormIndex()) : FormIndex.createEndOfFormIndex();
        while (!index.isEndOfFormIndex()) {
            IFormElement element = definition.getChild(index);
            boolean isRepeat = element instanceof GroupDef && ((GroupDef) element).getRepeat();
            if (!isRepeat || !changed(index, (GroupDef) element)) {
                index = next(index);
            }
        }
    }

    private FormIndex next(FormIndex index) {
        return model.incrementIndex(index);
    }

    private boolean changed(FormIndex index, GroupDef repeat) throws InvalidReferenceException {
        int number = index.getTerminal().getInstanceIndex();
        boolean exists = exists(index);
        boolean isCounted = repeat.getCountReference() != null;
        if (exists) {
            if (isCounted && number >= count(index, repeat)) {
                remove(last(index));
                return true;
            }
            return false;
        }
        boolean isMissing =
                isCounted ? number < count(index, repeat) : number == 0 && !emptied.contains(address(index));
        if (isMissing) {
            create(index);
        }
        return isMissing;
    }

    private boolean exists(FormIndex index) {
        return definition.getMainInstance().resolveReference(index.getReference()) != null;
    }

    /** The last goes first, lest the others move up into its place. */
    private FormIndex last(FormIndex index) {
        FormIndex last = index;
        for (FormIndex each = index; exists(each); each = model.incrementIndex(each, false)) {
            last = each;
        }
        return last;
    }

    private long count(FormIndex index, GroupDef repeat) {
        TreeReference reference =
                FormInstance.unpackReference(repeat.getCountReference()).contextualize(index.getReference());
        TreeElement node = definition.getMainInstance().resolveReference(reference);
        boolean isThere = node != null && node.isRelevant() && node.getValue() != null;
        return isThere ? Math.min(MOST, AnswerDataUtil.answerDataToInt(node.getValue())) : 0;
    }

    private String address(FormIndex index) {
        return form.address(index.getReference());
    }

    /** Takes an instance away, keeping what is in it. */
    FormIndex remove(FormIndex index) {
        keep(definition.getMainInstance().resolveReference(index.getReference()));
        emptied.add(address(index));
        return definition.deleteRepeat(index);
    }

    private void keep(TreeElement element) {
        if (element.isRepeatable() && element.getMult() != TreeReference.INDEX_TEMPLATE) {
            kept.put(form.address(element.getRef()), element.deepCopy(false));
        }
        for (int i = 0; i < element.getNumChildren(); i++) {
            keep(element.getChildAt(i));
        }
    }

    /** Adds an instance, with what was in it when it was taken away. */
    void create(FormIndex index) throws InvalidReferenceException {
        emptied.remove(address(index));
        definition.createNewRepeat(index);
        TreeElement before = wanted ? kept.get(address(index)) : null;
        if (before != null) {
            TreeElement now = definition.getMainInstance().resolveReference(index.getReference());
            restore(before, now);
        }
    }

    private void restore(TreeElement before, TreeElement now) {
        IAnswerData value = before.getValue();
        boolean isAsked = now.getNumChildren() == 0 && FormDef.findQuestionByRef(now.getRef(), definition) != null;
        if (value != null && isAsked) {
            definition.setValue(value, now.getRef(), true);
        }
        for (int i = 0; i < before.getNumChildren(); i++) {
            TreeElement child = before.getChildAt(i);
            TreeElement found = now.getChild(child.getName(), child.getMult());
            if (found != null && child.getMult() != TreeReference.INDEX_TEMPLATE) {
                restore(child, found);
            }
        }
    }
}
