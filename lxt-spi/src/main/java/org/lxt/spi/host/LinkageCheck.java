// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelException;

/**
 * Whether the classes of LXT that a jar was compiled against are those that are here: every class, method and field of
 * {@code org.lxt} that it names must exist. The JVM would find out only when it comes to the line that calls.
 */
final class LinkageCheck {
    private static final String OURS = "org/lxt/";

    /** Where in a class file the lower byte of its version stands. */
    private static final int MAJOR_VERSION = 7;

    private final ClassLoader here;
    private final Set<String> own = new HashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    private LinkageCheck(ClassLoader here) {
        this.here = here;
    }

    /**
     * What a jar names and is not here.
     *
     * @param here finds the classes of LXT
     * @throws ModelException if the jar cannot be read; the message has no subject
     */
    static List<String> missing(Path jar, ClassLoader here) {
        LinkageCheck check = new LinkageCheck(here);
        try (JarFile file = new JarFile(jar.toFile())) {
            List<ClassModel> classes = new ArrayList<>();
            for (JarEntry entry : file.stream().filter(LinkageCheck::isClass).toList()) {
                classes.add(parse(entry, file.getInputStream(entry).readAllBytes()));
            }
            classes.forEach(c -> check.own.add(c.thisClass().asInternalName()));
            classes.forEach(check::checkAll);
        } catch (IOException e) {
            throw new ModelException("is no jar that can be read: " + Excerpt.of(e.getMessage()), e);
        }
        return List.copyOf(check.missing);
    }

    private static ClassModel parse(JarEntry entry, byte[] bytes) {
        if (bytes.length > MAJOR_VERSION
                && Byte.toUnsignedInt(bytes[MAJOR_VERSION]) > ClassFile.latestMajorVersion()
                && bytes[MAJOR_VERSION - 1] == 0) {
            throw new ModelException("was compiled for a newer Java than this one, "
                    + Runtime.version().feature());
        }
        try {
            return ClassFile.of().parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new ModelException("holds a damaged class, " + Excerpt.of(entry.getName()), e);
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class")
                && !entry.getName().endsWith("module-info.class")
                && !entry.getName().startsWith("META-INF/");
    }

    private void checkAll(ClassModel model) {
        try {
            check(model);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "holds a damaged class, " + Excerpt.of(model.thisClass().asInternalName()), e);
        }
    }

    private void check(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                requireMember(member);
            } else if (entry instanceof ClassEntry type) {
                find(type.asInternalName());
            }
        }
    }

    private void requireMember(MemberRefEntry member) {
        Class<?> owner = find(member.owner().asInternalName());
        if (owner == null) {
            return;
        }
        String name = member.name().stringValue();
        String type = member.type().stringValue();
        boolean found = member instanceof FieldRefEntry
                ? hasField(owner, name, type)
                : name.equals("<init>") ? hasConstructor(owner, type) : hasMethod(owner, name, type);
        if (!found) {
            missing.add(owner.getName() + "." + name + (member instanceof FieldRefEntry ? " of type " : "") + type);
        }
    }

    /** A class of ours that the jar does not hold itself; null for any other, and for one that is missing. */
    private @Nullable Class<?> find(String internalName) {
        if (!internalName.startsWith(OURS) || own.contains(internalName)) {
            return null;
        }
        String name = internalName.replace('/', '.');
        try {
            return Class.forName(name, false, here);
        } catch (ClassNotFoundException | LinkageError e) {
            missing.add("the class " + name);
            return null;
        }
    }

    private static boolean hasField(Class<?> owner, String name, String type) {
        return hierarchy(owner).stream()
                .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
                .anyMatch(f -> f.getName().equals(name)
                        && f.getType().descriptorString().equals(type));
    }

    private static boolean hasConstructor(Class<?> owner, String type) {
        return Arrays.stream(owner.getDeclaredConstructors())
                .anyMatch(c -> MethodType.methodType(void.class, c.getParameterTypes())
                        .descriptorString()
                        .equals(type));
    }

    private static boolean hasMethod(Class<?> owner, String name, String type) {
        return hierarchy(owner).stream()
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .anyMatch(m -> m.getName().equals(name)
                        && MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                                .descriptorString()
                                .equals(type));
    }

    /** A class, what it extends and implements, and {@link Object}, whose methods an interface has too. */
    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        addHierarchy(type, all);
        all.add(Object.class);
        return all;
    }

    private static void addHierarchy(@Nullable Class<?> type, Set<Class<?>> all) {
        if (type != null && all.add(type)) {
            addHierarchy(type.getSuperclass(), all);
            for (Class<?> parent : type.getInterfaces()) {
                addHierarchy(parent, all);
            }
        }
    }
}
