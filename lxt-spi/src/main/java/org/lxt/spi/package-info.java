// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a model family implements. Authors begin at {@link org.lxt.spi.ModelPlugin}, {@link org.lxt.spi.ModelFamily} and
 * {@link org.lxt.spi.Model}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.spi;
