package io.cam4j;

/**
 * What some trials are of: one method at one layer, a part of all that one image takes.
 *
 * @param method the method's name
 * @param layer what the request calls the layer; empty where it names none
 * @param number which part this is, in the order of their runs, from 1
 * @param count how many there are: a part a method that runs trials, at each layer
 */
public record TrialPart(String method, String layer, int number, int count) {}
