@NullMarked
package io.cardport.app.jobs;

import org.jspecify.annotations.NullMarked;
