// SPDX-License-Identifier: BSD-3-Clause
import org.example.exaone4.Exaone4Plugin;

/** The EXAONE 4 family. */
module org.example.exaone4 {
    requires org.lxt.spi;

    provides org.lxt.spi.ModelPlugin with
            Exaone4Plugin;
}
