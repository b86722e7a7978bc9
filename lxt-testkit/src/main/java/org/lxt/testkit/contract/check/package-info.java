/** What the contract checks, one class each. */
package org.lxt.testkit.contract.check;
