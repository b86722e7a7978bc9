// SPDX-License-Identifier: BSD-3-Clause
package org.example.kotlin

import kotlin.use
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.lxt.explain.Explainer
import org.lxt.explain.request.ExplainException
import org.lxt.explain.request.Prompt
import org.lxt.explain.request.Target
import org.lxt.samples.Sample

class WhyTest {
    @Test
    fun theAnswerComesFromTheSentenceAboutIt() {
        Sample.decoder().use { sample ->
            Explainer.open(sample.folder()).use { lxt ->
                val reasons = reasons(lxt, sample.prompt(), 5)
                assertEquals(" beans", reasons.first().first)
                assertTrue(reasons.first().second > 5)
            }
        }
    }

    @Test
    fun anOutputIsNamedWithoutQuotes() {
        Sample.decoder().use { sample ->
            Explainer.open(sample.folder()).use { lxt ->
                val named = Target.topLogit().inOutput("no such output")
                assertThrows(ExplainException::class.java) { lxt.explain(Prompt.of("Lars likes"), named) }
            }
        }
    }
}
