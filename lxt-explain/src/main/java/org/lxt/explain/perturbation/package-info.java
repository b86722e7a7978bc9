// SPDX-License-Identifier: BSD-3-Clause
/** What the model says when parts of its input are gone. Start at {@link org.lxt.explain.perturbation.Perturbation}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.perturbation;
