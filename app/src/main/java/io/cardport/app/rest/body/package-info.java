/**
 * What request bodies look like, for the API document. Bodies are read field by field, so that every fault is told at once;
 * these records only describe them, and a test holds them against what is read.
 */
@NullMarked
package io.cardport.app.rest.body;

import org.jspecify.annotations.NullMarked;
