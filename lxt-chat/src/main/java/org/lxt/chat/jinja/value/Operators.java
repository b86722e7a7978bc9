// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic as Python does it, on whole numbers of 64 bits. */
public final class Operators {
    private final Budget budget;

    public Operators(Budget budget) {
        this.budget = budget;
    }

    public Object apply(String operator, Object left, Object right) {
        if (left instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        if (Types.isNumber(left) && Types.isNumber(right)) {
            try {
                return Types.isInteger(left) && Types.isInteger(right)
                        ? integers(operator, Types.whole(left), Types.whole(right))
                        : reals(operator, Types.real(left), Types.real(right));
            } catch (ArithmeticException _) {
                throw new JinjaException("'" + left + " " + operator + " " + right + "' has no result in 64 bits");
            }
        }
        return switch (operator) {
            case "+" -> sum(left, right);
            case "*" -> Types.isInteger(right) ? repeated(left, right) : repeated(right, left);
            case "%" -> {
                if (left instanceof String) {
                    throw new JinjaException("'%' on strings is not supported; use '~' or the filter 'replace'");
                }
                throw refusal(operator, left, right);
            }
            default -> throw refusal(operator, left, right);
        };
    }

    private static JinjaException refusal(String operator, Object left, Object right) {
        return new JinjaException("'" + operator + "' is not possible between " + Types.described(left) + " and "
                + Types.described(right));
    }

    private static Object integers(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "/" -> quotient((double) a, (double) b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            case "**" -> b < 0 ? (Object) Math.pow((double) a, (double) b) : power(a, b);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static double quotient(double a, double b) {
        if (b == 0) {
            throw new JinjaException("division by zero");
        }
        return a / b;
    }

    private static long power(long base, long exponent) {
        if (base == 0 || base == 1) {
            return exponent == 0 ? 1 : base;
        }
        if (base == -1) {
            return exponent % 2 == 0 ? 1 : -1;
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base); // more than 63 rounds overflow
        }
        return result;
    }

    private static Object reals(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> quotient(a, b);
            case "//" -> Math.floor(quotient(a, b));
            case "%" -> {
                double rest = a - b * Math.floor(quotient(a, b));
                yield rest;
            }
            case "**" -> Math.pow(a, b);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private Object sum(Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            budget.charge((long) a.length() + b.length());
            return a + b;
        }
        if (left instanceof List<?> a
                && right instanceof List<?> b
                && (left instanceof Tuple) == (right instanceof Tuple)) {
            budget.charge((long) a.size() + b.size());
            List<Object> both = new ArrayList<>(a);
            both.addAll(b);
            return left instanceof Tuple ? new Tuple(both) : both;
        }
        throw refusal("+", left, right);
    }

    private Object repeated(Object value, Object times) {
        if (!Types.isInteger(times)) {
            throw refusal("*", value, times);
        }
        int count = Math.max(0, Types.index(times));
        if (value instanceof String text) {
            budget.charge((long) text.length() * count);
            return text.repeat(count);
        }
        if (value instanceof List<?> list) {
            budget.charge((long) list.size() * count);
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.addAll(list);
            }
            return value instanceof Tuple ? new Tuple(all) : all;
        }
        throw refusal("*", value, times);
    }

    public Object signed(Object value, boolean minus) {
        if (value instanceof Double d) {
            return minus ? -d : d;
        }
        long whole = Types.whole(value);
        return minus ? integers("-", 0, whole) : whole;
    }
}
