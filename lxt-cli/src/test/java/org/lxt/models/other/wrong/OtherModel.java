package org.lxt.models.other.wrong;

/** Another family, which the wrong one depends on. */
public final class OtherModel {
    private OtherModel() {}
}
