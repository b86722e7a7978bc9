/** Checks LXT against cases that a reference implementation computed. */
@org.jspecify.annotations.NullMarked
module org.lxt.testkit {
    requires transitive org.lxt.explain;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports org.lxt.testkit.cases;
}
