@org.jspecify.annotations.NullMarked
package io.cardport.@package@;
