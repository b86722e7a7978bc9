package org.lxt.cli.option;

import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lxt.explain.method.name.MethodKinds;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.request.ExplainException;
import picocli.CommandLine;

/** Reads methods by their names, and has them for the shell to complete. */
public final class MethodNames implements CommandLine.ITypeConverter<MethodName>, Iterable<String> {
    @Override
    public MethodName convert(String value) {
        try {
            return MethodName.of(value);
        } catch (ExplainException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.concat(
                        StreamSupport.stream(new RuleSets().spliterator(), false), MethodKinds.find().names().stream())
                .iterator();
    }
}
