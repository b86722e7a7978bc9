// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.signatures;

import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.api.API;

/** What the exported types of a module are to those that compile and link against them: a line for each type and member. */
final class ApiSignatures {
    private final Set<String> exported;
    private final List<Class<?>> types;

    /**
     * Reads a module.
     *
     * @param classNames of all its classes
     */
    ApiSignatures(ModuleDescriptor module, Stream<String> classNames) {
        exported = module.exports().stream()
                .filter(e -> !e.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
        types = classNames
                .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                .sorted()
                .<Class<?>>map(ApiSignatures::load)
                .filter(ApiSignatures::isReachable)
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiSignatures.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReachable(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            if (!isOpen(c.getModifiers()) || c.isAnonymousClass() || c.isLocalClass()) {
                return false;
            }
        }
        return !type.getSimpleName().equals("package-info");
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** The exported packages. */
    Set<String> packages() {
        return exported;
    }

    /** The exported packages without a mark. */
    Set<String> unmarked() {
        return types.stream()
                .filter(type -> type.getPackage().getAnnotation(API.class) == null)
                .map(Class::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All lines, each beginning with the status of its type. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types) {
            String status = status(type) + " ";
            lines.add(status + header(type));
            members(type).map(m -> status + member(type, m)).sorted().forEach(lines::add);
        }
        return lines;
    }

    /** What a type is marked with, or its package; what is not marked is experimental. */
    private static API.Status status(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            API mark = c.getAnnotation(API.class);
            if (mark != null) {
                return mark.status();
            }
        }
        API mark = type.getPackage().getAnnotation(API.class);
        return mark == null ? API.Status.EXPERIMENTAL : mark.status();
    }

    private static String header(Class<?> type) {
        List<String> above = new ArrayList<>();
        if (type.getSuperclass() != null) {
            above.add(type.getSuperclass().getName());
        }
        Arrays.stream(type.getInterfaces()).map(Class::getName).sorted().forEach(above::add);
        String kind = type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
        int modifiers = type.getModifiers() & (Modifier.classModifiers() ^ Modifier.STRICT);
        String sealed = type.isSealed() ? "sealed " : "";
        return "type " + type.getName() + ": " + Modifier.toString(modifiers) + " " + sealed + kind
                + (above.isEmpty() ? "" : " of " + String.join(", ", above));
    }

    private static Stream<Member> members(Class<?> type) {
        Stream<Constructor<?>> constructors =
                type.isEnum() ? Stream.empty() : Arrays.stream(type.getDeclaredConstructors());
        return Stream.of(
                        constructors, Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()))
                .flatMap(members -> members)
                .map(Member.class::cast)
                .filter(m -> isOpen(m.getModifiers()) && !m.isSynthetic());
    }

    private static String member(Class<?> type, Member member) {
        int kept = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;
        String modifiers = Modifier.toString(member.getModifiers() & kept);
        return switch (member) {
            case Field field ->
                "field " + type.getName() + "." + field.getName() + ": " + modifiers + " "
                        + field.getType().getTypeName();
            case Method method ->
                "method " + type.getName() + "." + method.getName() + parameters(method) + ": " + modifiers + " "
                        + method.getReturnType().getTypeName();
            case Constructor<?> constructor ->
                "constructor " + type.getName() + parameters(constructor) + ": " + modifiers;
            default -> throw new IllegalStateException("no member that is known: " + member);
        };
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The types of ours that signatures speak of. */
    Set<Class<?>> mentioned() {
        Set<Class<?>> all = new java.util.LinkedHashSet<>();
        for (Class<?> type : types) {
            all.addAll(Arrays.asList(type.getInterfaces()));
            members(type).forEach(m -> {
                if (m instanceof Executable executable) {
                    all.addAll(Arrays.asList(executable.getParameterTypes()));
                }
                if (m instanceof Method method) {
                    all.add(method.getReturnType());
                }
                if (m instanceof Field field) {
                    all.add(field.getType());
                }
            });
        }
        return all.stream()
                .map(ApiSignatures::element)
                .filter(c -> c.getName().startsWith("org.lxt."))
                .collect(Collectors.toSet());
    }

    private static Class<?> element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }
}
