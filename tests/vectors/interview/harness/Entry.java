import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.RangeQuestion;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.GeoPointData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.form.api.FormEntryPrompt;

/** What Collect's widgets do: text becomes an answer of the question's type, or cannot be entered at all. */
final class Entry {
    private Entry() {}

    /** What no widget lets a person enter. The message is the kind of refusal. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String kind) {
            super(kind);
        }
    }

    static IAnswerData data(FormEntryPrompt prompt, String text) throws Refused {
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE:
                return new SelectOneData(one(picked(prompt, text)));
            case Constants.CONTROL_SELECT_MULTI:
                return new MultipleItemsData(inOrderShown(prompt, picked(prompt, text)));
            case Constants.CONTROL_RANK:
                return new MultipleItemsData(ranked(prompt, text));
            case Constants.CONTROL_RANGE:
                return onScale(prompt, cast(prompt, text));
            case Constants.CONTROL_TRIGGER:
                return new StringData(text);
            default:
                return cast(prompt, text);
        }
    }

    private static Selection one(List<Selection> picked) throws Refused {
        if (picked.size() > 1) {
            throw new Refused("choice");
        }
        return picked.get(0);
    }

    private static IAnswerData cast(FormEntryPrompt prompt, String text) throws Refused {
        try {
            IAnswerData data = AnswerDataFactory.templateByDataType(prompt.getDataType()).cast(new UncastData(text));
            if (data instanceof GeoPointData && !isOnEarth((double[]) data.getValue())) {
                throw new Refused("type");
            }
            return data instanceof UncastData ? new StringData(text) : data;
        } catch (RuntimeException error) {
            throw new Refused("type");
        }
    }

    /** JavaRosa takes any two numbers; no map and no satellite gives these. */
    private static boolean isOnEarth(double[] place) {
        return Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180;
    }

    private static List<Selection> picked(FormEntryPrompt prompt, String text) throws Refused {
        List<Selection> found = new ArrayList<>();
        for (String name : text.split(" ")) {
            Selection selection = null;
            for (SelectChoice choice : prompt.getSelectChoices()) {
                if (selection == null && choice.getValue().equals(name)) {
                    selection = choice.selection();
                }
            }
            if (selection == null) {
                throw new Refused("choice");
            }
            found.add(selection);
        }
        return found;
    }

    private static List<Selection> inOrderShown(FormEntryPrompt prompt, List<Selection> picked) {
        List<Selection> found = new ArrayList<>();
        for (SelectChoice choice : prompt.getSelectChoices()) {
            for (Selection each : picked) {
                if (each.getValue().equals(choice.getValue())) {
                    found.add(each);
                    picked.remove(each);
                    break;
                }
            }
        }
        return found;
    }

    private static List<Selection> ranked(FormEntryPrompt prompt, String text) throws Refused {
        List<Selection> found = picked(prompt, text);
        if (found.size() != prompt.getSelectChoices().size()) {
            throw new Refused("choice");
        }
        return found;
    }

    /** A slider has no places but its own. */
    private static IAnswerData onScale(FormEntryPrompt prompt, IAnswerData data) throws Refused {
        RangeQuestion range = (RangeQuestion) prompt.getQuestion();
        double start = range.getRangeStart().doubleValue();
        double end = range.getRangeEnd().doubleValue();
        double steps = (Double.parseDouble(data.uncast().getString()) - start) / range.getRangeStep().doubleValue();
        boolean between = steps * Math.signum(end - start) >= 0
                && Math.abs(steps * range.getRangeStep().doubleValue()) <= Math.abs(end - start) + 1e-9;
        if (!between || Math.abs(steps - Math.rint(steps)) > 1e-9) {
            throw new Refused("scale");
        }
        return data;
    }
}
