import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.GroupDef;
import org.javarosa.core.model.IFormElement;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/** An XForm on disk. Every interview parses it anew, so that none sees what another left. */
final class Form {
    private final Path path;
    private final FormDef definition;
    private final Set<String> repeats = new HashSet<>();
    private FormDef begun;

    static {
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
    }

    Form(Path path) throws Exception {
        this.path = path;
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new Beside(path.toAbsolutePath().getParent()));
        definition = fresh();
        collect(definition);
    }

    FormDef definition() {
        return definition;
    }

    FormDef fresh() throws Exception {
        try (InputStream in = Files.newInputStream(path)) {
            FormDef parsed = XFormUtils.getFormFromInputStream(in);
            parsed.getEvaluationContext().addFunctionHandler(new PullData(path.toAbsolutePath().getParent()));
            return parsed;
        }
    }

    /** One interview for everybody who only looks. */
    FormDef begun() throws Exception {
        if (begun == null) {
            begun = fresh();
            begun.initialize(true, new InstanceInitializationFactory());
        }
        return begun;
    }

    List<String> languages() {
        String[] found = definition.getLocalizer() == null ? null : definition.getLocalizer().getAvailableLocales();
        return found == null ? List.of() : List.of(found);
    }

    /** Returns whether there are any. */
    boolean repeats() {
        return !repeats.isEmpty();
    }

    private void collect(IFormElement parent) throws IOException {
        if (parent.getChildren() == null) {
            return;
        }
        for (IFormElement child : parent.getChildren()) {
            if (child instanceof GroupDef && ((GroupDef) child).getRepeat()) {
                repeats.add(((TreeReference) child.getBind().getReference()).genericize().toString(false));
            }
            collect(child);
        }
    }

    /** Returns an instance path as bot.interview writes it: an index on every repeat and on nothing else. */
    String address(TreeReference reference) {
        StringBuilder out = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < reference.size(); i++) {
            plain.append('/').append(reference.getName(i));
            out.append('/').append(reference.getName(i));
            if (repeats.contains(plain.toString())) {
                out.append('[').append(reference.getMultiplicity(i) + 1).append(']');
            }
        }
        return out.toString();
    }
}
