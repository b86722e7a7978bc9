// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.failure;

import org.lxt.tasks.refusal.Remedy;

/** What can be done about a refusal, in the names of options. */
final class Remedies {
    private Remedies() {}

    static String words(Remedy remedy) {
        return switch (remedy) {
            case NONE -> "";
            case GIVE_TEXT -> "; leave --image out and give it a prompt";
            case GIVE_IMAGE -> "; give it one with --image FILE instead of text";
            case GIVE_PIXELS -> "; give it pixels by the library";
            case NAME_POSITION -> "; to ask why, name a token by --position N";
            case NAME_ONE_TARGET -> "; give one --target";
            case OTHER_TEMPLATE -> "; leave --chat out, or name a template with --chat-template FILE";
            case KEEP_GOING -> ", --keep-going explains the other lines";
            case KEEP_GOING_ON -> ", --keep-going explains the lines after it, too";
            case LESS_MEMORY -> "; shorten it, or give --checkpointing";
        };
    }
}
