// SPDX-License-Identifier: BSD-3-Clause
package org.example.kotlin

import org.lxt.explain.Explainer
import org.lxt.explain.request.Prompt
import org.lxt.explain.request.Target
import org.lxt.rules.composite.Composite
import org.lxt.samples.Sample

/** The words of a prompt that speak most for what the model says next, with their relevance. */
fun reasons(lxt: Explainer, prompt: String, most: Int): List<Pair<String, Double>> =
    lxt.explain(Prompt.of(prompt), Target.topLogit())
        .tokens()
        .sortedByDescending { it.relevance() }
        .take(most)
        .map { it.text() to it.relevance() }

fun main() {
    Sample.decoder().use { sample ->
        Explainer.open(sample.folder()).use { lxt ->
            reasons(lxt, sample.prompt(), 5).forEach { (word, relevance) -> println("%-12s %+.4f".format(word, relevance)) }
            // `with` and `in` are taken in other languages; these names mean the same.
            val gamma = lxt.withComposite(Composite.gamma(0.25, 0.05))
            println(reasons(gamma, sample.prompt(), 5))
        }
    }
}
