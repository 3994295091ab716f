@NullMarked
package io.cardport.app.nodes;

import org.jspecify.annotations.NullMarked;
