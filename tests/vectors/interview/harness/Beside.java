import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;

/** Finds the files that lie beside a form: what jr://file and jr://file-csv name. */
final class Beside extends PrefixedRootFactory {
    private final Path folder;

    Beside(Path folder) {
        super(new String[] {"file/", "file-csv/", "images/", "audio/", "video/"});
        this.folder = folder;
    }

    @Override
    protected Reference factory(String terminal, String uri) {
        return new Found(folder.resolve(terminal), uri);
    }

    private record Found(Path path, String uri) implements Reference {
        @Override
        public boolean doesBinaryExist() {
            return Files.exists(path);
        }

        @Override
        public InputStream getStream() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public String getURI() {
            return uri;
        }

        @Override
        public String getLocalURI() {
            return path.toString();
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }
}
