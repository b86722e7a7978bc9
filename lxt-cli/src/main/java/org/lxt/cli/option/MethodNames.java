package org.lxt.cli.option;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lxt.tasks.ask.MethodName;
import org.lxt.tasks.refusal.TaskException;
import picocli.CommandLine;

/** Reads methods by their names, and has them for the shell to complete. */
public final class MethodNames implements CommandLine.ITypeConverter<MethodName>, Iterable<String> {
    @Override
    public MethodName convert(String value) {
        try {
            return MethodName.of(value);
        } catch (TaskException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Iterator<String> iterator() {
        List<String> wrapping = MethodName.WITH_SETTINGS;
        return Stream.concat(StreamSupport.stream(new RuleSets().spliterator(), false), wrapping.stream())
                .iterator();
    }
}
