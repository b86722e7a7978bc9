/** Many prompts of one file, explained one after the other. */
package org.lxt.cli.batch;
