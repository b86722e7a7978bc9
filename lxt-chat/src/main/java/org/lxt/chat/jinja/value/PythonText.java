// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as Python prints them: {@code str} and {@code repr}. */
public final class PythonText {
    private final Budget budget;

    public PythonText(Budget budget) {
        this.budget = budget;
    }

    /** What {@code {{ value }}} prints. */
    public String text(Object value) {
        return switch (value) {
            case String s -> s;
            case Undefined _ -> "";
            default -> {
                StringBuilder out = new StringBuilder();
                represent(value, out);
                yield out.toString();
            }
        };
    }

    private void represent(Object value, StringBuilder out) {
        budget.enter();
        int before = out.length();
        switch (value) {
            case None _ -> out.append("None");
            case Boolean b -> out.append(b ? "True" : "False");
            case Long l -> out.append(l);
            case Double d -> out.append(number(d));
            case String s -> quote(s, out);
            case Undefined _ -> out.append("Undefined");
            case Tuple t -> {
                out.append('(');
                elements(t, out);
                out.append(t.size() == 1 ? ",)" : ")");
            }
            case List<?> l -> {
                out.append('[');
                elements(l, out);
                out.append(']');
            }
            case Map<?, ?> m -> {
                String separator = "{";
                for (Map.Entry<Object, Object> entry : Types.asValues(m).entrySet()) {
                    out.append(separator);
                    represent(entry.getKey(), out);
                    out.append(": ");
                    represent(entry.getValue(), out);
                    separator = ", ";
                }
                out.append(m.isEmpty() ? "{}" : "}");
            }
            // Python prints the address of the object, which nobody can want in a prompt.
            default -> throw new JinjaException(Types.described(value) + " cannot be printed");
        }
        budget.charge(out.length() - before);
        budget.leave();
    }

    private void elements(List<?> list, StringBuilder out) {
        for (int i = 0; i < list.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            represent(list.get(i), out);
        }
    }

    /** The shortest digits that read back to the same number, with an exponent where Python has one. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = exact.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + String.format(Locale.ROOT, "e%+03d", exponent);
    }

    private static void quote(String text, StringBuilder out) {
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(mark);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == mark) {
                        out.append('\\').append(mark);
                    } else if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                        out.append(String.format(Locale.ROOT, form, c));
                    }
                }
            }
        });
        out.append(mark);
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
